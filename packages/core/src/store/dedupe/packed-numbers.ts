/** Numbers of 32 bits, packed. */
export interface PackedNumbers {
  has(number: number): boolean;
  /** Bytes that finding them takes besides the packed ones. */
  readonly extraBytes: number;
}

/**
 * How n sorted distinct numbers are packed, after Elias and Fano. The low bits of each stand as they are, one behind the other. The high
 * bits are told by ones and zeros: a one for each number that has them, a zero before the next higher value of theirs. These values are
 * half as many as the numbers, or as many, so that a number takes some 2 + 32 - log2(n) bits. All in little-endian words of 32 bits.
 */
interface Shape {
  lowBits: number;
  /** Values that the high bits can have. */
  values: number;
  lowWords: number;
  highWords: number;
}

const shapeOf = (count: number): Shape => {
  const lowBits = Math.min(31, 32 - Math.floor(Math.log2(Math.max(count, 1))));
  const values = 2 ** (32 - lowBits);
  return { lowBits, values, lowWords: Math.ceil((count * lowBits) / 32), highWords: Math.ceil((count + values) / 32) };
};

/** Bytes that so many numbers take. */
export const packedBytes = (count: number): number => {
  const { lowWords, highWords } = shapeOf(count);
  return (lowWords + highWords) * 4;
};

/** Packs numbers, which must be sorted and distinct. */
export const packNumbers = (numbers: Uint32Array): Uint8Array => {
  const { lowBits, lowWords, highWords } = shapeOf(numbers.length);
  const low = new Uint32Array(lowWords);
  const high = new Uint32Array(highWords);
  const lowMask = 2 ** lowBits - 1;
  for (let index = 0, at = 0; index < numbers.length; index++, at += lowBits) {
    const number = numbers[index] ?? 0;
    const value = (number & lowMask) >>> 0;
    const word = Math.floor(at / 32);
    const shift = at % 32;
    low[word] = (low[word] ?? 0) | (value << shift);
    if (shift + lowBits > 32) low[word + 1] = value >>> (32 - shift);
    const place = (number >>> lowBits) + index;
    high[place >>> 5] = (high[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  const bytes = new Uint8Array((lowWords + highWords) * 4);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < lowWords; word++) view.setUint32(word * 4, low[word] ?? 0, true);
  for (let word = 0; word < highWords; word++) view.setUint32((lowWords + word) * 4, high[word] ?? 0, true);
  return bytes;
};

/** All numbers, in order. */
export const unpackNumbers = (bytes: Uint8Array, count: number): Uint32Array => {
  const { lowBits, values } = shapeOf(count);
  const { low, high } = wordsOf(bytes, count);
  const numbers = new Uint32Array(count);
  let index = 0;
  for (let at = 0; at - index < values && index < count; at++)
    if (isSet(high, at)) {
      numbers[index] = (((at - index) << lowBits) | lowAt(low, index * lowBits, lowBits)) >>> 0;
      index++;
    }
  return numbers;
};

/** Of each so many values of the high bits it is kept where their ones begin. */
const stride = 16;

/** Finds numbers in their packed form, by a few steps each. */
export const packedNumbers = (bytes: Uint8Array, count: number): PackedNumbers => {
  const { lowBits, values } = shapeOf(count);
  const { low, high } = wordsOf(bytes, count);
  const starts = new Uint32Array(Math.ceil(values / stride));
  let value = 0;
  for (let at = 0; value < values && at < high.length * 32; at++)
    if (!isSet(high, at) && ++value % stride === 0 && value < values) starts[value / stride] = at + 1;
  return {
    extraBytes: starts.length * 4,
    has(number) {
      const wanted = number >>> lowBits;
      let at = starts[Math.floor(wanted / stride)] ?? 0;
      for (let left = wanted % stride; left > 0; at++) if (!isSet(high, at)) left--;
      const rest = (number & (2 ** lowBits - 1)) >>> 0;
      for (; isSet(high, at); at++) if (lowAt(low, (at - wanted) * lowBits, lowBits) === rest) return true;
      return false;
    },
  };
};

const wordsOf = (bytes: Uint8Array, count: number): { low: Uint32Array; high: Uint32Array } => {
  const { lowWords, highWords } = shapeOf(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Uint32Array(lowWords + highWords);
  for (let index = 0; index < words.length; index++) words[index] = view.getUint32(index * 4, true);
  return { low: words.subarray(0, lowWords), high: words.subarray(lowWords) };
};

const isSet = (high: Uint32Array, at: number): boolean => (((high[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

const lowAt = (low: Uint32Array, at: number, bits: number): number => {
  const word = Math.floor(at / 32);
  const shift = at % 32;
  const first = (low[word] ?? 0) >>> shift;
  const value = shift + bits > 32 ? first | ((low[word + 1] ?? 0) << (32 - shift)) : first;
  return (value & (2 ** bits - 1)) >>> 0;
};
