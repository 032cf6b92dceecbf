import type { FieldChange } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import type { FieldView } from "../protocol/file-view.ts";
import { changeView, clock, reviews } from "../testing/changes.ts";
import { ageText, shortAge } from "./age-text.ts";
import { annotationText, objectText, tellingField, unsavedText } from "./annotation-text.ts";
import { fieldText } from "./field-text.ts";

const threeDays = 3 * 24 * 60;
const did = (changed: Partial<FieldChange>): FieldChange => ({
  path: "spec.http[0].route[1].weight",
  key: "spec.http[name=default].route[host=reviews,subset=v2].weight",
  fromPath: null,
  op: "changed",
  before: 90,
  after: 70,
  ...changed,
});
const field = (changed: Partial<FieldView> = {}): FieldView => ({
  mesh: { key: "prod", name: "prod" },
  object: reviews,
  path: "spec.http[0].route[1].weight",
  key: "spec.http[name=default].route[host=reviews,subset=v2].weight",
  range: { start: { line: 9, character: 6 }, end: { line: 9, character: 16 } },
  state: "same",
  here: 70,
  there: 70,
  change: changeView(threeDays),
  did: did({}),
  evidence: "exact",
  ...changed,
});
const route = { path: "spec.http[0].route[1]", key: "spec.http[name=default].route[host=reviews,subset=v2]" };

describe("an age", () => {
  it.each([
    [0, "just now", "now"],
    [1.5, "90 seconds ago", "90 s"],
    [150, "150 minutes ago", "150 min"],
    [26 * 60, "26 hours ago", "26 h"],
    [threeDays, "3 days ago", "3 d"],
    [90 * 24 * 60, "2 months ago", "2 mo"],
    [800 * 24 * 60, "2 years ago", "2 y"],
    [-60, "on Nov 24 13:30", "Nov 24 13:30"],
    [Number.NaN, "at an unknown time", "?"],
  ])("of %s minutes is %s", (minutes, words, short) => {
    expect(ageText(clock.now - minutes * 60_000, clock)).toBe(words);
    expect(shortAge(clock.now - minutes * 60_000, clock)).toBe(short);
  });
});

describe("a field in words", () => {
  it.each<[string, Partial<FieldView>, string]>([
    ["that was changed", {}, "weight 90 -> 70"],
    ["that was added itself", { did: did({ op: "added", before: null }) }, "weight set to 70"],
    ["that came with an entry", { did: did({ ...route, op: "added", before: null }) }, "weight set to 70 when the route was added"],
    ["of a new object", { change: changeView(threeDays, { operation: "created" }), did: null }, "weight 70, created with the object"],
    ["whose value before is not known", { did: null }, "weight 70, before: not known"],
    ["that nothing explains", { change: null, did: null }, "weight 70: no event tells who set it"],
    ["that has another value in the mesh", { state: "differs", there: 90 }, "in prod: 90 (alice@example.com, 3 d) · here: 70"],
    ["rebuilt", { state: "differs", there: 90, evidence: "approximate" }, "in prod: 90 (alice@example.com, 3 d, approximate) · here: 70"],
    ["that the mesh does not have", { state: "only-here", there: null, change: null }, "not in prod · here: 70"],
    ["that holds others", { state: "branch", here: null }, "timeout of route default 3s -> 10s"],
  ])("%s", (_, changed, text) => expect(fieldText(field(changed), clock)).toBe(text));
});

describe("what stands after a line", () => {
  it.each<[string, Partial<FieldView>, string]>([
    ["who, when and what", {}, "alice@example.com, 3 days ago · weight 90 -> 70"],
    ["evidence that is not exact", { evidence: "approximate" }, "alice@example.com, 3 days ago (approximate) · weight 90 -> 70"],
    ["both values, where they differ", { state: "differs", there: 90 }, "in prod: 90 (alice@example.com, 3 d) · here: 70"],
    ["nothing, where nobody is known", { change: null, did: null }, ""],
  ])("%s", (_, changed, text) => expect(annotationText(field(changed), clock)).toBe(text));

  it("is one line and not longer than a window is wide", () => {
    const long = annotationText(field({ did: did({ before: "a\n\u202e".repeat(100_000) }) }), clock);
    expect(long).not.toMatch(/[\n\u202e]/);
    expect(long.length).toBeLessThanOrEqual(120);
  });

  it("tells of the value that differs, else of the last one set", () => {
    const [old, late, apart] = [field({ change: changeView(60) }), field({ change: changeView(5) }), field({ state: "differs" })];
    expect(tellingField([old, late])).toBe(late);
    expect(tellingField([late, apart])).toBe(apart);
    expect(tellingField([])).toBeNull();
  });

  it("says of an edited line that it is not saved, and what the mesh has where that is another", () => {
    expect(unsavedText(null, clock)).toBe("not saved");
    expect(unsavedText(field(), clock)).toBe("not saved");
    expect(unsavedText(field({ state: "differs", there: 90 }), clock)).toBe("not saved · in prod: 90 (alice@example.com, 3 d) · here: 70");
  });

  it("sums an object up", () => {
    const range = field().range;
    const standing = { kind: "seen" as const, alive: true, changes: 4, last: changeView(threeDays), contents: true, notes: [] };
    const view = { index: 0, kind: "VirtualService", name: "reviews", object: reviews, range, head: range, standing, drift: [] };
    expect(objectText(view, clock)).toBe("4 changes, last by alice@example.com 3 days ago");
  });
});
