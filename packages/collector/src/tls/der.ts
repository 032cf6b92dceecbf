/** One value in DER: its tag, its length, its content. Source: ITU-T X.690. */
export const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
};

/** Values one after another. */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

/** A small integer, 0 to 127. */
export const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));

/** True; false is left out wherever it is the default. */
export const yes = (): Buffer => der(0x01, Buffer.from([0xff]));

/** Bytes that a signature or a public key consists of. */
export const bits = (value: Uint8Array, unusedBits = 0): Buffer => der(0x03, Buffer.from([unusedBits]), value);

/** Bytes. */
export const octets = (value: Uint8Array): Buffer => der(0x04, value);

/** Text. */
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));

/** An object identifier, such as "2.5.4.3". */
export const identifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const base128 = (value: number): number[] => {
    const bytes = [value & 0x7f];
    for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f));
    return bytes;
  };
  return der(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
};

/** A time, to the second: with two digits of the year up to 2049, as RFC 5280 asks for, then with four. */
export const time = (ms: number): Buffer => {
  const digits = `${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, "")}Z`;
  return digits < "2050" ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
};
