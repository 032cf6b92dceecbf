import { addressHex, rangeHex, type HexRange } from "./address-range.ts";

/** Addresses, some of them as whole ranges. */
export interface AddressSet {
  /** Whether an address is in it, as `addressHex` gives it. */
  has(hex: string): boolean;
}

/** An address or a range of them, as hexadecimal digits; null for what is neither. */
export const addressesHex = (text: string): HexRange | null => {
  if (text.includes("/")) return rangeHex(text);
  const hex = addressHex(text);
  return hex === null ? null : { low: hex, high: hex };
};

/** A set of ranges: lists of bad addresses have hundreds of thousands, so each is found in a few steps. */
export const addressSet = (ranges: readonly HexRange[]): AddressSet => {
  const joined: HexRange[] = [];
  for (const { low, high } of [...ranges].sort((a, b) => (a.low < b.low ? -1 : Number(a.low > b.low)))) {
    const last = joined.at(-1);
    if (last === undefined || low > last.high) joined.push({ low, high });
    else if (high > last.high) last.high = high;
  }
  return {
    has(hex) {
      let [from, to] = [0, joined.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((joined[middle]?.high ?? "") < hex) from = middle + 1;
        else to = middle;
      }
      const range = joined[from];
      return range !== undefined && range.low <= hex;
    },
  };
};
