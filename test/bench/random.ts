/** Numbers that look random and are the same in every run. */
export interface RandomNumbers {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
  hex(digits: number): string;
}

/** Seeded by a whole number. Algorithm: mulberry32, by Tommy Ettinger. */
export function randomNumbers(seed: number): RandomNumbers {
  let state = seed >>> 0;
  const whole = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (end: number): number => Math.floor((whole() / 4294967296) * end);
  return {
    next: () => whole() / 4294967296,
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    hex(digits) {
      let text = "";
      while (text.length < digits) text += whole().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
  };
}
