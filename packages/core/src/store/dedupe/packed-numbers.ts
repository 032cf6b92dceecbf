/** Numbers of 32 bits, packed. */
export interface PackedNumbers {
  has(number: number): boolean;
  /** Bytes that finding them takes besides the packed ones. */
  readonly extraBytes: number;
}

/**
 * How n sorted distinct numbers are packed, after Elias and Fano. The low bits of each stand as they are, one behind the other. The high
 * bits are told by ones and zeros: a one for each number that has them, a zero before the next higher value of theirs. With half as many
 * values of the high bits as numbers, or as many, that is about 2 + 32 - log2(n) bits a number. All in little-endian words of 32 bits.
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
  for (const [index, number] of numbers.entries()) {
    putLow(low, index * lowBits, lowBits, number);
    const at = (number >>> lowBits) + index;
    high[at >>> 5] = (high[at >>> 5] ?? 0) | (1 << (at & 31));
  }
  const bytes = Buffer.alloc((lowWords + highWords) * 4);
  for (const [index, word] of low.entries()) bytes.writeUInt32LE(word, index * 4);
  for (const [index, word] of high.entries()) bytes.writeUInt32LE(word, (lowWords + index) * 4);
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
      const rest = lowBits === 0 ? 0 : number & (2 ** lowBits - 1);
      for (; isSet(high, at); at++) if (lowAt(low, (at - wanted) * lowBits, lowBits) === rest) return true;
      return false;
    },
  };
};

const wordsOf = (bytes: Uint8Array, count: number): { low: Uint32Array; high: Uint32Array } => {
  const { lowWords, highWords } = shapeOf(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = Uint32Array.from({ length: lowWords + highWords }, (_, index) => view.getUint32(index * 4, true));
  return { low: words.subarray(0, lowWords), high: words.subarray(lowWords) };
};

const isSet = (high: Uint32Array, at: number): boolean => (((high[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

const putLow = (low: Uint32Array, at: number, bits: number, number: number): void => {
  const value = (number & (2 ** bits - 1)) >>> 0;
  const word = Math.floor(at / 32);
  const shift = at % 32;
  low[word] = (low[word] ?? 0) | (value << shift);
  if (shift + bits > 32) low[word + 1] = value >>> (32 - shift);
};

const lowAt = (low: Uint32Array, at: number, bits: number): number => {
  const word = Math.floor(at / 32);
  const shift = at % 32;
  const first = (low[word] ?? 0) >>> shift;
  const value = shift + bits > 32 ? first | ((low[word + 1] ?? 0) << (32 - shift)) : first;
  return (value & (2 ** bits - 1)) >>> 0;
};
