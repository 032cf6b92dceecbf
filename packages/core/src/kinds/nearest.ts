/**
 * How many edits turn one word into another: an insertion, a deletion, a replacement or a swap of two neighbours
 * (Damerau-Levenshtein, optimal string alignment). Gives up above `limit` and answers `limit + 1`.
 */
const editDistance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast = new Uint16Array(b.length + 1);
  let last = Uint16Array.from(beforeLast, (_, column) => column);
  let current = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    current.fill(limit + 1);
    current[0] = row;
    let least = row;
    // Further from the diagonal it is more than the limit.
    for (let column = Math.max(1, row - limit); column <= Math.min(b.length, row + limit); column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current[column] = best;
      if (best < least) least = best;
    }
    if (least > limit) return limit + 1;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
};

/**
 * The candidates that a person may have meant by `word`, best first, at most `limit`: first those within a third of the word's
 * length in edits, then those that contain it or begin it. Case does not count; ties keep the order of the alphabet.
 */
export const nearest = (word: string, candidates: Iterable<string>, limit: number): string[] => {
  const wanted = word.toLowerCase();
  const allowed = Math.min(8, Math.max(1, Math.floor(wanted.length / 3)));
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const name = candidate.toLowerCase();
    const edits = editDistance(wanted, name, allowed);
    if (edits <= allowed) found.push({ candidate, distance: edits });
    else if (Math.min(name.length, wanted.length) >= 3 && (name.includes(wanted) || wanted.startsWith(name))) {
      found.push({ candidate, distance: allowed + Math.abs(name.length - wanted.length) });
    }
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map((each) => each.candidate);
};
