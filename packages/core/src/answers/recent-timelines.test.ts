import { describe, expect, it } from "vitest";
import type { ObjectPattern } from "../model/object.ts";
import { recentTimelines } from "./recent-timelines.ts";

const named = (name: string): ObjectPattern => ({ group: "g", resource: "r", namespace: "n", name });

describe("recent timelines", () => {
  const kept = (limit: number): { ask(name: string, bytes?: number): boolean; forget(name: string): void } => {
    const recent = recentTimelines(limit);
    return {
      /** Whether they had to be built. */
      ask(name, bytes = 10) {
        let built = false;
        recent.of(named(name), () => {
          built = true;
          return { timelines: [], levels: [], bytes };
        });
        return built;
      },
      forget: (name) => recent.forget([{ group: "g", resource: "r", namespace: "n", name }]),
    };
  };

  it("are built once, and again when there is news of their object", () => {
    const { ask, forget } = kept(100);
    expect([ask("a"), ask("a"), ask("b")]).toEqual([true, false, true]);
    forget("a");
    expect([ask("a"), ask("b")]).toEqual([true, false]);
  });

  it("are those asked for last that fit", () => {
    const { ask } = kept(25);
    expect([ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")]).toEqual([true, true, false, true, false, true]);
  });

  it("hold the last one however long it is", () => {
    const { ask } = kept(25);
    expect([ask("a"), ask("long", 1000), ask("long", 1000), ask("a")]).toEqual([true, true, false, true]);
  });
});
