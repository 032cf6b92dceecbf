import { holds, type LineQuery } from "./needles.ts";
import { probeOf, type Probe } from "./probe.ts";

const lineFeed = 0x0a;
const none = Number.POSITIVE_INFINITY;
/** How much of the first block tells which needle is the rarest. */
const sampleBytes = 256 * 1024;

/** What a byte searched and a line found cost beside each other. */
const costOfByte = 1;
const costOfLine = 1500;

/** Finds one query's lines in the block at hand. Asked with ever greater positions. */
interface Finder {
  /** How many looks through a block it takes. */
  looks: number;
  reset(block: Buffer): void;
  /** Where the first line that begins at or after `from` (a line's start) and fits begins; Infinity when none does. */
  next(from: number): number;
}

/** Where the line of a byte begins. */
const lineStart = (block: Buffer, at: number): number => (at === 0 ? 0 : block.lastIndexOf(lineFeed, at - 1) + 1);

const lineEnd = (block: Buffer, at: number): number => {
  const feed = block.indexOf(lineFeed, at);
  return feed < 0 ? block.length : feed;
};

function formFinder(form: Buffer): Finder {
  let block: Buffer = Buffer.alloc(0);
  let probe: Probe | null = null;
  /** The line found last; still the answer as long as it lies ahead. */
  let line = -1;

  const search = (from: number, { bytes, shift }: Probe): number => {
    for (let at = block.indexOf(bytes, from + shift); at >= 0; at = block.indexOf(bytes, at + 1)) {
      const start = at - shift;
      const end = start + form.length;
      if (end <= block.length && form.compare(block, start, end) === 0) return lineStart(block, start);
    }
    return none;
  };

  return {
    looks: 1,
    reset(next) {
      block = next;
      line = -1;
      probe ??= probeOf(form, block);
    },
    next(from) {
      if (line < from) line = search(from, probe ?? { bytes: form, shift: 0 });
      return line;
    },
  };
}

function anyFinder(finders: readonly Finder[]): Finder {
  return {
    looks: finders.reduce((sum, { looks }) => sum + looks, 0),
    reset: (block) => finders.forEach((finder) => finder.reset(block)),
    next(from) {
      let first = none;
      for (const finder of finders) first = Math.min(first, finder.next(from));
      return first;
    },
  };
}

/** The part that costs the least leads, mostly the rarest; the others are looked for in its lines only. */
function allFinder(parts: readonly LineQuery[]): Finder {
  const finders = parts.map(finderOf);
  let block: Buffer = Buffer.alloc(0);
  let leader: Finder | null = null;
  let others: LineQuery[] = [];

  /** A part of many looks is not even tried when a part of few is cheaper than those alone. */
  const choose = (sample: Buffer): Finder => {
    let least = none;
    let best = 0;
    for (const [index, finder] of [...finders.entries()].toSorted(([, a], [, b]) => a.looks - b.looks)) {
      const looking = finder.looks * sample.length * costOfByte;
      const cost = looking >= least ? none : looking + countLines(finder, sample) * costOfLine;
      if (cost >= least) continue;
      least = cost;
      best = index;
    }
    others = parts.filter((_, index) => index !== best);
    return finders[best] ?? everyLine;
  };

  return {
    looks: Math.min(...finders.map(({ looks }) => looks)),
    reset(next) {
      block = next;
      leader ??= choose(block.subarray(0, sampleBytes));
      leader.reset(block);
    },
    next(from) {
      let line = from;
      for (;;) {
        line = leader?.next(line) ?? none;
        if (line === none) return none;
        const end = lineEnd(block, line);
        const bytes = block.subarray(line, end);
        if (others.every((part) => holds(bytes, part))) return line;
        line = end + 1;
      }
    },
  };
}

const everyLine: Finder = { looks: 1, reset: () => {}, next: (from) => from };

function countLines(finder: Finder, sample: Buffer): number {
  let lines = 0;
  finder.reset(sample);
  for (let line = finder.next(0); line < sample.length; line = finder.next(lineEnd(sample, line) + 1)) lines++;
  return lines;
}

function finderOf(query: LineQuery): Finder {
  if (query.kind === "text") return anyFinder(query.forms.map(formFinder));
  return query.kind === "all" ? allFinder(query.of) : anyFinder(query.of.map(finderOf));
}

/** Calls `onLine` for the lines of a block that a search is for, in order; lines end with a line feed, which is left out. */
export type LineSearch = (block: Buffer, onLine: (start: number, end: number) => void) => void;

/**
 * A search for the lines that fit a query, null for all lines. Blocks are whole lines; the first one tells how to go about it. It looks
 * for bytes, not for line ends, and so costs one look through the block for the rarest needle.
 */
export function lineSearch(query: LineQuery | null): LineSearch {
  const finder = query === null ? everyLine : finderOf(query);
  return (block, onLine) => {
    finder.reset(block);
    for (let line = finder.next(0); line < block.length;) {
      const end = lineEnd(block, line);
      onLine(line, end);
      line = finder.next(end + 1);
    }
  };
}
