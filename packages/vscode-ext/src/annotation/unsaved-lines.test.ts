import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterEdits, hasLine, type LineEdit, type UnsavedLines } from "./unsaved-lines.ts";

/** The same, line by line. */
const slowly = (edited: boolean[], edits: readonly LineEdit[]): boolean[] =>
  edits
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((lines, { from, to, lines: now }) => lines.toSpliced(from, to - from + 1, ...Array<boolean>(now).fill(true)), edited);

/** Edits of a text of 30 lines: stretches between ends in order, so that two can touch one line and none overlap. */
const edits = fc
  .array(fc.tuple(fc.nat(29), fc.integer({ min: 1, max: 4 })), { maxLength: 8 })
  .map((ends) => ends.toSorted(([a], [b]) => a - b))
  .map((ends) =>
    ends.flatMap(([from, lines], index): LineEdit[] => (index % 2 === 0 ? [{ from, to: ends[index + 1]?.[0] ?? from, lines }] : [])),
  );

describe("lines edited since the last save", () => {
  it.each<[string, UnsavedLines, LineEdit[], UnsavedLines]>([
    ["the line that is typed in", [], [{ from: 4, to: 4, lines: 1 }], [[4, 5]]],
    ["both lines of one that is broken", [], [{ from: 4, to: 4, lines: 2 }], [[4, 6]]],
    ["the line that two become", [], [{ from: 4, to: 5, lines: 1 }], [[4, 5]]],
    [
      "lines below an edit, moved",
      [[8, 9]],
      [{ from: 4, to: 4, lines: 3 }],
      [
        [4, 7],
        [10, 11],
      ],
    ],
    ["not those that were deleted", [[5, 7]], [{ from: 4, to: 8, lines: 1 }], [[4, 5]]],
    [
      "two edits of one line once",
      [],
      [
        { from: 4, to: 4, lines: 1 },
        { from: 4, to: 4, lines: 1 },
      ],
      [[4, 5]],
    ],
    [
      "several cursors",
      [],
      [
        { from: 9, to: 9, lines: 2 },
        { from: 1, to: 1, lines: 2 },
      ],
      [
        [1, 3],
        [10, 12],
      ],
    ],
  ])("%s", (_, unsaved, made, then) => expect(afterEdits(unsaved, made)).toEqual(then));

  it("are those that are found line by line, through any edits", () => {
    fc.assert(
      fc.property(edits, edits, (first, second) => {
        const before = afterEdits([], first);
        const then = afterEdits(before, second);
        const expected = slowly(slowly(Array<boolean>(200).fill(false), first), second);
        expect(expected.map((_, line) => hasLine(then, line))).toEqual(expected);
      }),
    );
  });
});
