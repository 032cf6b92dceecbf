import { describe, expect, it } from "vitest";
import type { Cause, Change } from "../model/change.ts";
import { causeMemory } from "./cause-memory.ts";

describe("remembered causes", () => {
  const change = { id: "c", time: "2026-11-24T12:00:00Z" } as Change;
  const cause = { kind: "namespace-deletion" } as Cause;
  const asked = (): {
    ask(found: Cause | null): Promise<Cause | null>;
    looks(): number;
    extent: { newest: number; bytes: number };
    forgetUnknown(): void;
  } => {
    let looks = 0;
    const extent = { newest: Date.parse("2026-11-24T12:10:00Z"), bytes: 1 };
    const memory = causeMemory(() => extent);
    return {
      ask: (found) =>
        memory.cause(change, "all", async () => {
          looks++;
          return found;
        }),
      looks: () => looks,
      extent,
      forgetUnknown: memory.forgetUnknown,
    };
  };

  it("are looked for once, also when there is none", async () => {
    const { ask, looks } = asked();
    expect([await ask(null), await ask(cause), looks()]).toEqual([null, null, 1]);
  });

  it("are looked for again when the deletion is so new that its cause may not be logged yet, once there is more", async () => {
    const { ask, looks, extent } = asked();
    extent.newest = Date.parse("2026-11-24T12:00:01Z");
    expect([await ask(null), await ask(cause), looks()]).toEqual([null, null, 1]);
    extent.bytes = 2;
    expect([await ask(cause), looks()]).toEqual([cause, 2]);
  });

  it("are looked for again when another log has come, if they were not found", async () => {
    const { ask, looks, forgetUnknown } = asked();
    await ask(null);
    forgetUnknown();
    await Promise.resolve();
    expect([await ask(cause), looks()]).toEqual([cause, 2]);
    forgetUnknown();
    await Promise.resolve();
    expect([await ask(null), looks()]).toEqual([cause, 2]);
  });
});
