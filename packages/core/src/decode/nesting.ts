const quote = 0x22;
const backslash = 0x5c;

/** How deep an entry may nest. Beyond it nothing is parsed, so that whoever walks a decoded event may recurse. */
export const maxNesting = 100;

/** Whether JSON text nests objects and lists deeper than `limit`. Brackets in strings do not count. */
export function nestsDeeperThan(bytes: Uint8Array, limit: number): boolean {
  const end = bytes.length;
  let depth = 0;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      at++;
      while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
