import type { FieldChange } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { change, history, options } from "../testing/answers.ts";
import { renderHistory } from "./history.ts";

const at = (minutes: number, generation: number) => change(minutes, { generation });

describe("the history of an object", () => {
  it("has each field before and after", () => {
    const fields: FieldChange[] = [
      { path: "spec.http[0].timeout", key: "spec.http[name=default].timeout", fromPath: null, op: "changed", before: "3s", after: "10s" },
      {
        path: "spec.http[1]",
        key: "spec.http[name=b]",
        fromPath: "spec.http[0]",
        op: "moved",
        before: { name: "b" },
        after: { name: "b" },
      },
      { path: 'metadata.labels["a/b"]', key: 'metadata.labels["a/b"]', fromPath: null, op: "added", before: null, after: "yes" },
      { path: "spec.hosts", key: "spec.hosts", fromPath: null, op: "removed", before: ["reviews"], after: null },
    ];
    const risks = [{ rule: "a", level: "high" as const, why: "plain text is accepted" }];
    const lines = renderHistory(history([change(4, { fields, risks, previous: "observed" })]), options());
    expect(lines).toEqual([
      "VirtualService bookinfo/reviews · 1 change 4 minutes ago",
      "",
      "change 0004000 · 2026-11-24T12:26:00.000Z · alice@example.com · kubectl edit",
      "    timeout of route default 3s -> 10s",
      "    ! plain text is accepted",
      "    ~ spec.http[name=default].timeout: 3s -> 10s",
      "    > spec.http[name=b]: moved from spec.http[0] to spec.http[1]",
      '    + metadata.labels["a/b"]: "yes"',
      '    - spec.hosts: ["reviews"]',
      "    (what it was before was seen in a read)",
      "",
      "searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)",
    ]);
  });

  it("shows where changes are missing", () => {
    const gaps = [{ afterGeneration: 2, beforeGeneration: 5, missing: 2, from: "2026-11-24T12:21:00Z", to: "2026-11-24T12:26:00Z" }];
    const lines = renderHistory(history([at(4, 5), at(9, 2)], { gaps }), options({ withHeaders: false }));
    expect(lines.filter((line) => /^(change|gap)/.test(line))).toEqual([
      expect.stringContaining("change 0004000"),
      "gap: 2 changes of which the log knows nothing (generation 2 to 5, 12:21 to 12:26 UTC)",
      expect.stringContaining("change 0009000"),
    ]);
  });

  it("shows where one life ends and the next begins", () => {
    const [second, first] = [at(4, 1), at(9, 3)];
    const incarnations = [
      { uid: "a", changes: [first.id], from: null, to: "2026-11-24T12:22:00Z" },
      { uid: "b", changes: [second.id], from: "2026-11-24T12:26:00Z", to: null },
    ];
    const lines = renderHistory(history([second, first], { incarnations }), options({ withHeaders: false }));
    expect(lines.filter((line) => /^(change|life)/.test(line))).toEqual([
      "life from 2026-11-24T12:26:00.000Z to now",
      expect.stringContaining("change 0004000"),
      "life from before the log to 2026-11-24T12:22:00.000Z",
      expect.stringContaining("change 0009000"),
    ]);
  });

  it("says how a change is known", () => {
    const told = (changed: Parameters<typeof change>[1]) =>
      renderHistory(history([change(4, changed)]), options({ withHeaders: false })).join("\n");
    expect(told({ evidence: "approximate" })).toContain("(rebuilt from what was asked for: approximate)");
    expect(told({ evidence: "unavailable", fields: null })).toContain("(the log keeps no contents of it)");
    expect(told({ previous: "unknown", fields: null })).toContain("(what it was before is not known)");
  });
});
