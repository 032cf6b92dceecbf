/** The Castagnoli polynomial, bits reversed. */
const polynomial = 0x82f63b78;

/** `tables[k][b]` is what a byte b does to the sum when k more bytes follow it; laid out one after another. */
const tables = ((): Int32Array => {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    tables[byte] = sum;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] ?? 0;
    tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
  }
  return tables;
})();

/**
 * CRC-32C of some bytes, eight at a step; `before` is the sum of the bytes that stand before them. Source: RFC 3720, section 12.1; the
 * steps are Intel's "slicing by 8".
 */
export const crc32c = (bytes: Uint8Array, before = 0): number => {
  const t = tables;
  let sum = ~before;
  let at = 0;
  /* All indices are within the tables and the bytes: the type only cannot say so. */
  const byte = bytes as { readonly length: number } & Record<number, number>;
  const entry = t as unknown as Record<number, number>;
  for (const end = byte.length - 7; at < end; at += 8) {
    sum ^= (byte[at] as number) | ((byte[at + 1] as number) << 8) | ((byte[at + 2] as number) << 16) | ((byte[at + 3] as number) << 24);
    sum =
      (entry[1792 + (sum & 0xff)] as number) ^
      (entry[1536 + ((sum >>> 8) & 0xff)] as number) ^
      (entry[1280 + ((sum >>> 16) & 0xff)] as number) ^
      (entry[1024 + (sum >>> 24)] as number) ^
      (entry[768 + (byte[at + 4] as number)] as number) ^
      (entry[512 + (byte[at + 5] as number)] as number) ^
      (entry[256 + (byte[at + 6] as number)] as number) ^
      (entry[byte[at + 7] as number] as number);
  }
  for (; at < byte.length; at++) sum = (sum >>> 8) ^ (entry[(sum ^ (byte[at] as number)) & 0xff] as number);
  return ~sum >>> 0;
};
