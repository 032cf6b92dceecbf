import { describe, expect, it } from "vitest";
import type { ListedChange } from "../protocol/change-view.ts";
import { groupChanges, type Grouping } from "./group-changes.ts";
import { alice, clock, listed } from "../testing/changes.ts";

const at = (time: string): ListedChange => listed(0, { time });
const labels = (changes: ListedChange[], grouping: Grouping, when = clock): [string, number][] =>
  groupChanges(changes, grouping, when).map((group) => [group.label, group.changes.length]);

describe("changes by time, seen on a Tuesday at 12:30", () => {
  it.each([
    ["2026-11-24T12:31:00Z", "Last hour"],
    ["2026-11-24T11:30:01Z", "Last hour"],
    ["2026-11-24T11:30:00Z", "Today"],
    ["2026-11-24T00:00:00Z", "Today"],
    ["2026-11-23T23:59:59Z", "Yesterday"],
    ["2026-11-22T23:59:59Z", "2026-11-22"],
    ["2025-11-24T12:00:00Z", "2025-11-24"],
    ["never", "At an unknown time"],
  ])("%s is %s", (time, label) => expect(labels([at(time)], "time")).toEqual([[label, 1]]));

  it("has the rest of the week from Monday on", () => {
    const friday = { ...clock, now: Date.parse("2026-11-27T12:30:00Z") };
    expect(labels([at("2026-11-25T12:00:00Z"), at("2026-11-23T12:00:00Z"), at("2026-11-22T12:00:00Z")], "time", friday)).toEqual([
      ["This week", 2],
      ["2026-11-22", 1],
    ]);
  });

  it("goes by the reader's days", () => {
    const east = { now: clock.now, zone: { label: "", offsetAt: () => 14 * 60 } };
    expect(labels([at("2026-11-24T10:30:00Z"), at("2026-11-24T09:30:00Z")], "time", east)).toEqual([
      ["Today", 1],
      ["Yesterday", 1],
    ]);
  });
});

describe("changes by what else they have in common", () => {
  const gateway = { kind: "Gateway", resource: "gateways", namespace: "" };
  const changes = [
    listed(1, {}, { namespace: "shop" }),
    listed(2, { actor: { ...alice, user: "bob" } }),
    listed(3, {}, gateway),
    listed(4, {}, { ...gateway, group: "gateway.networking.k8s.io" }),
  ];

  it.each<[Grouping, [string, number][]]>([
    [
      "namespace",
      [
        ["Without a namespace", 2],
        ["bookinfo", 1],
        ["shop", 1],
      ],
    ],
    [
      "person",
      [
        ["alice@example.com", 3],
        ["bob", 1],
      ],
    ],
    [
      "kind",
      [
        ["Gateway", 1],
        ["Gateway", 1],
        ["VirtualService", 2],
      ],
    ],
  ])("%s", (grouping, expected) => expect(labels(changes, grouping)).toEqual(expected));

  it("takes a stranger's names for names", () => {
    const hostile = [listed(1, {}, { namespace: "__proto__" }), listed(2, {}, { namespace: `a\u202e${"b".repeat(1_000_000)}` })];
    const [first, second] = groupChanges(hostile, "namespace", clock);
    expect(first?.label).toBe("__proto__");
    expect(second?.label).toMatch(/^a\\u202eb+…$/);
    expect(second?.label.length).toBeLessThan(250);
  });
});
