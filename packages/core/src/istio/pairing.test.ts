import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffObjects } from "../history/diff/diff-objects.ts";
import type { FieldChange } from "../model/change.ts";
import { sameJson, type JsonObject } from "../model/json.ts";
import { pairEntries } from "./pairing.ts";

const pairOf = (before: JsonObject[], after: JsonObject[], fields?: FieldChange[]) => {
  const all = fields ?? diffObjects({ spec: { http: before } }, { spec: { http: after } }, "networking.istio.io", "virtualservices");
  return pairEntries(before, after, { fields: all, oldPath: "spec.http", newPath: "spec.http" });
};
const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

describe("the entries of two lists", () => {
  it("pair up as the differences have it", () => {
    const { pairs, added, removed } = pairOf([a, b], [c, { ...b, timeout: "1s" }]);
    expect(pairs).toEqual([{ before: b, after: { name: "b", timeout: "1s" }, from: 1, to: 1, moved: false }]);
    expect(added).toEqual([{ entry: c, index: 0 }]);
    expect(removed).toEqual([{ entry: a, index: 0 }]);
  });

  it("pair up where they were moved", () => {
    const { pairs, added, removed } = pairOf([a, b, c], [c, a, b]);
    expect(pairs.map(({ from, to, moved }) => [from, to, moved])).toEqual([
      [2, 0, true],
      [0, 1, false],
      [1, 2, false],
    ]);
    expect([...added, ...removed]).toEqual([]);
  });

  it("all come, or all go, where there was or is no list", () => {
    expect(pairOf([], [a], [])).toEqual({ pairs: [], added: [{ entry: a, index: 0 }], removed: [] });
    expect(pairOf([a], [], [])).toEqual({ pairs: [], added: [], removed: [{ entry: a, index: 0 }] });
  });

  it("pair up one by one where the differences say nothing, and never fail", () => {
    expect(pairOf([a, b], [c], []).pairs).toMatchObject([{ from: 0, to: 0 }]);
    const stray: FieldChange = { path: "spec.http[0]", key: "", fromPath: "elsewhere", op: "moved", before: null, after: null };
    expect(pairOf([a], [b], [stray]).pairs).toEqual([]);
  });

  it("are each in one place: paired, added or removed, and what is the same is paired", () => {
    const entry = fc.record({ name: fc.constantFrom("a", "b", "c", "d", "e"), timeout: fc.constantFrom("1s", "2s") });
    const list = fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 5 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { pairs, added, removed } = pairOf(before, after);
        expect([...pairs.map(({ from }) => from), ...removed.map(({ index }) => index)].sort()).toEqual([...before.keys()]);
        expect([...pairs.map(({ to }) => to), ...added.map(({ index }) => index)].sort()).toEqual([...after.keys()]);
        for (const each of [...added, ...removed])
          expect(before.some((x) => after.some((y) => sameJson(x, y) && sameJson(x, each.entry)))).toBe(false);
      }),
    );
  });
});
