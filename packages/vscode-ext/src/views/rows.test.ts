import { describe, expect, it } from "vitest";
import type { AttemptView, ObjectChanges } from "../protocol/change-view.ts";
import type { FileView, ObjectView } from "../protocol/file-view.ts";
import { attemptRow } from "./attempt-row.ts";
import { meshChangeRow, ownChangeRow } from "./change-row.ts";
import { deletedRow } from "./deleted-row.ts";
import { filterChoices, filterWords, noFilter } from "./mesh-filter.ts";
import { historyRows, objectRow } from "./object-row.ts";
import { allOf, nodesOf, plainRow } from "./row.ts";
import { alice, changeView, clock, listed, reviews } from "../testing/changes.ts";

const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 20 } };
const view: ObjectView = {
  index: 0,
  kind: "VirtualService",
  name: "reviews",
  object: reviews,
  range,
  head: range,
  standing: { kind: "seen", alive: true, changes: 2, last: changeView(4), contents: true, notes: [] },
  drift: [
    {
      key: "spec.http[name=default].timeout",
      kind: "differs",
      here: "3s",
      there: "10s",
      range,
      change: changeView(4),
      evidence: "exact",
      edit: null,
    },
  ],
};
const file: FileView = {
  uri: "file:///reviews.yaml",
  version: 1,
  mesh: { key: "m", name: "prod" },
  note: null,
  lasts: null,
  objects: [view],
};
const attempt: AttemptView = { ...changeView(5), result: "denied", reason: "bob may not patch" };
const known: ObjectChanges = {
  object: reviews,
  changes: [changeView(4, { generation: 7 }), changeView(9, { generation: 3 })],
  total: 300,
  attempts: [attempt],
  gaps: [{ afterGeneration: 3, beforeGeneration: 7, missing: 3, from: null, to: null }],
  searched: { sources: [], bytes: 0, from: null, to: null, parsed: 0, duplicate: 0, rejected: 0, levels: [], everyLineParsed: true },
  notes: [],
};

describe("a row of a change", () => {
  it("says what, who, how and when", () => {
    const risks = [
      { rule: "a", level: "medium" as const, why: "the timeout is long" },
      { rule: "b", level: "high" as const, why: "all traffic moved" },
    ];
    const row = ownChangeRow("m", reviews, changeView(4, { risks }), clock);
    expect(row).toMatchObject({
      label: "timeout of route default 3s -> 10s",
      description: "alice@example.com · kubectl edit · 4 min",
      icon: "diff-modified",
      risk: "high",
      context: "meshaudit.change",
      click: { kind: "diff" },
      target: { mesh: "m", object: reviews },
    });
    expect(row.spoken).toBe(
      "VirtualService bookinfo/reviews updated by alice@example.com 4 minutes ago: timeout of route default 3s -> 10s. high risk: all traffic moved",
    );
    for (const word of ["10.0.0.7", "2026", "v1.37.2", "the timeout is long", "all traffic moved", "Exact"]) {
      expect(row.tooltip.replaceAll("\\", "")).toContain(word);
    }
    expect(meshChangeRow("m", reviews, changeView(4), clock)).toMatchObject({
      label: "VirtualService bookinfo/reviews",
      description: "timeout of route default 3s -> 10s · alice@example.com · 4 min",
    });
  });

  it("shows a stranger's text as text, and not all of it", () => {
    const text = `[x](command:evil) <img src=x> **b** \u202e\u001b[31m\n# h ${"y".repeat(1_000_000)}`;
    const row = meshChangeRow(
      "m",
      { ...reviews, name: text },
      changeView(4, {
        summary: text,
        verb: text,
        actor: { ...alice, user: text, ip: text, client: { name: text, version: text, command: text } },
        risks: [{ rule: "a", level: "high", why: text }],
      }),
      clock,
    );
    for (const shown of [row.label, row.description, row.tooltip, row.spoken, row.key]) {
      expect(shown.length).toBeLessThan(10_000);
      expect(shown).not.toMatch(/[\u202e\u001b]/);
    }
    expect(row.label.length).toBeLessThan(300);
    expect(row.tooltip).not.toMatch(/(?<!\\)\[x|(?<!\\)<img|(?<!\\)\*\*b|\n# h/);
  });
});

describe("the rows of a file's object", () => {
  const surroundings = { clock, drift: true, changesOf: async () => known };

  it("have its differences, attempts, changes and gaps", async () => {
    const row = objectRow(file, view, surroundings);
    expect(row).toMatchObject({
      label: "VirtualService bookinfo/reviews",
      description: "differs · 2 changes · alice@example.com · 4 min",
      context: "meshaudit.object",
    });
    const page = await row.children?.(200);
    expect(page?.more).toBe(true);
    expect(page?.rows.map(({ label }) => label)).toEqual([
      "Differs from prod",
      "Attempts without effect",
      "timeout of route default 3s -> 10s",
      "3 changes are missing",
      "timeout of route default 3s -> 10s",
    ]);
    const drift = await page?.rows[0]?.children?.(200);
    expect(drift?.rows[0]?.description).toBe("in prod: 10s (alice@example.com, 4 min) · here: 3s");
  });

  it("leave out what differs when that is switched off", async () => {
    const row = objectRow(file, view, { ...surroundings, drift: false });
    expect(row.description).not.toContain("differs");
    expect((await row.children?.(200))?.rows.map(({ key }) => key)).not.toContain("drift");
  });

  it("say in a sentence what is not known, and ask nothing", async () => {
    const asked: unknown[] = [];
    const changesOf = async (target: unknown): Promise<ObjectChanges> => (asked.push(target), known);
    const unnamed: ObjectView = { ...view, object: null, drift: [], standing: { kind: "unnamed", why: "The name comes from a prefix." } };
    const never: ObjectView = { ...view, drift: [], standing: { kind: "never-seen", near: ["review"] } };
    const rowsOf = async (each: ObjectView) => (await objectRow(file, each, { clock, drift: true, changesOf }).children?.(9))?.rows;
    expect((await rowsOf(unnamed))?.map(({ label }) => label)).toEqual(["The name comes from a prefix."]);
    expect((await rowsOf(never))?.map(({ label }) => label)).toEqual([
      "No event of the log touches this object.",
      "Names like it: review.",
    ]);
    expect(objectRow(file, unnamed, surroundings)).toMatchObject({ context: "meshaudit.object.unknown", target: null });
    expect(asked).toEqual([]);
  });

  it("keep a gap whose change is not listed", () => {
    expect(historyRows("m", { ...known, changes: [] }, clock).map(({ label }) => label)).toEqual(["3 changes are missing"]);
  });
});

describe("other rows", () => {
  it("say what an attempt came to, and open no version of it", () => {
    expect(attemptRow("m", reviews, attempt, clock)).toMatchObject({
      label: "denied: bob may not patch",
      context: "meshaudit.attempt",
      click: null,
      target: { change: null },
    });
  });

  it("say whether what was deleted can be restored", () => {
    const deleted = { object: reviews, deletedAt: changeView(4).time, change: changeView(4, { operation: "deleted" }), reason: null };
    expect(deletedRow("m", { ...deleted, restorable: "exact" }, clock)).toMatchObject({ context: "meshaudit.deleted", icon: "trash" });
    const lost = deletedRow("m", { ...deleted, restorable: "unavailable", reason: "no event holds it" }, clock);
    expect(lost.context).toBe("meshaudit.deleted.lost");
    expect(lost.spoken).toContain("Cannot be restored: no event holds it");
  });
});

describe("a list of rows", () => {
  it("is shown in pages, under ids of its own", () => {
    const rows = Array.from({ length: 450 }, () => plainRow("same", "a", "dash"));
    const nodes = nodesOf("parent", { rows: rows.slice(0, 200), more: true }, 200);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(201);
    expect(nodes.at(-1)?.click).toEqual({ kind: "more", list: "parent", limit: 200 });
    expect([200, 400, 600].map((limit) => allOf(rows)(limit)).map((page) => "more" in page && page.more)).toEqual([true, true, false]);
  });
});

describe("a filter", () => {
  it("is told in a few words and chosen among what is there", () => {
    expect(filterWords(noFilter)).toBe("");
    expect(filterWords({ ...noFilter, by: "alice@example.com", kind: "Gateway" })).toBe("alice@example.com · Gateway");
    const changes = [listed(1), listed(2), listed(3, {}, { kind: "Gateway", namespace: "" }), listed(4, {}, { kind: null })];
    expect(filterChoices(changes, "kind")).toEqual([
      { value: "VirtualService", count: 2 },
      { value: "Gateway", count: 1 },
    ]);
    expect(filterChoices(changes, "namespace")).toEqual([{ value: "bookinfo", count: 3 }]);
  });
});
