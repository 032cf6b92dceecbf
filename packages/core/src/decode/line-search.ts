import type { LineQuery } from "./needles.ts";

const lineFeed = 0x0a;
const none = Number.POSITIVE_INFINITY;

/** Finds one query's lines in the block at hand. Asked with ever greater positions. */
interface Finder {
  /** Where the first line that begins at or after `from` (a line's start) and fits begins; Infinity when none does. */
  next(from: number): number;
  reset(block: Buffer): void;
}

/** Where the line of a byte begins. */
const lineStart = (block: Buffer, at: number): number => (at === 0 ? 0 : block.lastIndexOf(lineFeed, at - 1) + 1);

function formFinder(form: Buffer): Finder {
  let block = Buffer.alloc(0) as Buffer;
  let start = -1;
  return {
    next(from) {
      if (start < from) {
        const at = block.indexOf(form, from);
        start = at < 0 ? none : lineStart(block, at);
      }
      return start;
    },
    reset(next) {
      block = next;
      start = -1;
    },
  };
}

function anyFinder(finders: Finder[]): Finder {
  return {
    next(from) {
      let first = none;
      for (const finder of finders) first = Math.min(first, finder.next(from));
      return first;
    },
    reset: (block) => finders.forEach((finder) => finder.reset(block)),
  };
}

/** Leaps from one part's next line to the other's: the rarest part leads, whichever it is. */
function allFinder(finders: Finder[]): Finder {
  return {
    next(from) {
      let line = from;
      for (let agreed = 0; agreed < finders.length;) {
        agreed = 0;
        for (const finder of finders) {
          const next = finder.next(line);
          if (next === none) return none;
          if (next > line) {
            line = next;
            agreed = 0;
          }
          agreed++;
        }
      }
      return line;
    },
    reset: (block) => finders.forEach((finder) => finder.reset(block)),
  };
}

function finderOf(query: LineQuery): Finder {
  if (query.kind === "text")
    return query.forms.length === 1 && query.forms[0] !== undefined ? formFinder(query.forms[0]) : anyFinder(query.forms.map(formFinder));
  return query.kind === "all" ? allFinder(query.of.map(finderOf)) : anyFinder(query.of.map(finderOf));
}

/** Calls `onLine` for the lines of a block that a search is for, in order; lines end with a line feed, which is left out. */
export type LineSearch = (block: Buffer, onLine: (start: number, end: number) => void) => void;

/**
 * A search for the lines that fit a query, null for all lines. Blocks are whole lines. Searching for bytes and never for line ends, it
 * costs one look for the rarest needle.
 */
export function lineSearch(query: LineQuery | null): LineSearch {
  const finder: Finder = query === null ? { next: (from) => from, reset: () => {} } : finderOf(query);
  return (block, onLine) => {
    finder.reset(block);
    for (let start = finder.next(0); start < block.length;) {
      const feed = block.indexOf(lineFeed, start);
      const end = feed < 0 ? block.length : feed;
      onLine(start, end);
      start = finder.next(end + 1);
    }
  };
}
