/** Lines as the bytes of one text, each ended by a line feed. */
export interface LinesText {
  readonly bytes: number;
  readonly count: number;
  /** Adds a line unless the text would grow beyond its bound; the first line always fits. */
  add(line: string): boolean;
  /** As `add`, of several lines that are bytes, each ended by a line feed. */
  addText(lines: Uint8Array, count: number): boolean;
  /** The text so far; good until the next `add` or `clear`. */
  text(): Uint8Array;
  clear(): void;
}

/** Most bytes that a UTF-16 code unit takes in UTF-8. */
const widest = 3;
const leastRoom = 64 * 1024;

/** A text of at most so many bytes. It keeps its memory when it is cleared. */
export const linesText = (maxBytes: number): LinesText => {
  let buffer = Buffer.alloc(0);
  let bytes = 0;
  let count = 0;
  const grow = (needed: number): void => {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, buffer.length * 2, leastRoom));
    buffer.copy(larger, 0, 0, bytes);
    buffer = larger;
  };
  return {
    get bytes() {
      return bytes;
    },
    get count() {
      return count;
    },
    add: (line) => {
      const most = line.length * widest + 1;
      if (bytes + most > buffer.length || bytes + most > maxBytes) {
        const needed = bytes + Buffer.byteLength(line) + 1;
        if (count > 0 && needed > maxBytes) return false;
        if (needed > buffer.length) grow(needed);
      }
      bytes += buffer.write(line, bytes);
      buffer[bytes++] = 0x0a;
      count++;
      return true;
    },
    addText: (lines, more) => {
      const needed = bytes + lines.length;
      if (count > 0 && needed > maxBytes) return false;
      if (needed > buffer.length) grow(needed);
      buffer.set(lines, bytes);
      bytes = needed;
      count += more;
      return true;
    },
    text: () => buffer.subarray(0, bytes),
    clear: () => {
      bytes = 0;
      count = 0;
    },
  };
};
