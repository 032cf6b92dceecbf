/** Stretches of lines, in order and apart from each other: each from its first line to before its end. 0-based. */
export type UnsavedLines = readonly (readonly [first: number, end: number])[];

/** An edit: which lines it touches, both included, and how many (1 or more) stand there afterwards. */
export interface LineEdit {
  from: number;
  to: number;
  lines: number;
}

/** Edits in order; those that touch one line are one. */
const merged = (edits: readonly LineEdit[]): LineEdit[] => {
  const result: LineEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last === undefined || edit.from > last.to) result.push({ ...edit });
    // The line that both touch is counted once.
    else Object.assign(last, { to: Math.max(last.to, edit.to), lines: last.lines + edit.lines - 1 });
  }
  return result;
};

/** Whether a line is among them. */
export const hasLine = (unsaved: UnsavedLines, line: number): boolean => unsaved.some(([first, end]) => first <= line && line < end);

/**
 * The lines edited since the last save, after edits that were made at once and do not overlap, each in lines of the text before all of them.
 * Lines below an edit move with the text. Costs as much as there are edits and stretches, not lines.
 */
export const afterEdits = (unsaved: UnsavedLines, edits: readonly LineEdit[]): UnsavedLines => {
  const result: [number, number][] = [];
  let moved = 0;
  let index = 0;
  let passed = 0;
  const add = (first: number, end: number): void => {
    const last = result.at(-1);
    if (last !== undefined && first <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([first, end]);
  };
  /** Goes on to a line of the old text, over stretches that are kept or that an edit took the place of. */
  const goTo = (line: number, keep: boolean): void => {
    for (let stretch = unsaved[index]; stretch !== undefined && stretch[0] < line; stretch = unsaved[index]) {
      const first = Math.max(stretch[0], passed);
      const end = Math.min(stretch[1], line);
      if (keep && first < end) add(first + moved, end + moved);
      if (stretch[1] > line) break;
      index += 1;
    }
    passed = line;
  };
  for (const { from, to, lines } of merged(edits)) {
    goTo(from, true);
    add(from + moved, from + moved + lines);
    goTo(to + 1, false);
    moved += lines - (to - from + 1);
  }
  goTo(Number.POSITIVE_INFINITY, true);
  return result;
};
