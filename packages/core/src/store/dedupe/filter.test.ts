import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFilter, joinFilters, readFilter } from "./filter.ts";
import { packNumbers, packedNumbers, unpackNumbers } from "./packed-numbers.ts";

const hashOf = (number: number): Buffer => createHash("sha256").update(String(number)).digest();
const hashes = (from: number, to: number): Buffer[] => Array.from({ length: to - from }, (_, index) => hashOf(from + index));

describe("a filter", () => {
  const held = hashes(0, 100_000);
  const file = buildFilter(held);
  const filter = readFilter(file);

  it("never denies what is there", () => {
    expect(held.every((hash) => filter.mayHold(hash))).toBe(true);
  });

  it("is seldom wrong about what is not there, and small", () => {
    const wrong = hashes(200_000, 300_000).filter((hash) => filter.mayHold(hash)).length;
    expect(wrong).toBeLessThan(20);
    expect((file.length * 8) / held.length).toBeLessThan(18.5);
    expect((filter.bytes * 8) / held.length).toBeLessThan(21);
  });

  it("of several joined is the one of all", () => {
    const parts = [held.slice(0, 10), held.slice(5, 70_000), [], held.slice(70_000)].map(buildFilter);
    expect(joinFilters(parts)).toEqual(file);
    expect(joinFilters([])).toEqual(buildFilter([]));
  });

  it.each([0, 1, 2, 3])("holds %i hashes and no more", (count) => {
    const few = readFilter(buildFilter(hashes(0, count)));
    expect(hashes(0, 50).filter((hash) => few.mayHold(hash))).toHaveLength(count);
  });

  it("shows that it is damaged: a byte changed, the end gone, another file, none", () => {
    const small = buildFilter(hashes(0, 20));
    for (let at = 0; at < small.length; at++) {
      const changed = Uint8Array.from(small);
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(() => readFilter(changed)).toThrow("damaged");
      expect(() => readFilter(small.subarray(0, at))).toThrow("damaged");
    }
    expect(() => joinFilters([small, Buffer.from("PAR1")])).toThrow("damaged");
  });
});

describe("packed numbers", () => {
  const edges = fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1);
  const numbers = fc.uniqueArray(fc.oneof(edges, fc.nat(300), fc.integer({ min: 0, max: 2 ** 32 - 1 })), { maxLength: 300 });

  it("are all there, in order, and no others", () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const sorted = Uint32Array.from(some).sort();
        const packed = packNumbers(sorted);
        expect(unpackNumbers(packed, sorted.length)).toEqual(sorted);
        const found = packedNumbers(packed, sorted.length);
        for (const number of [...some, ...others]) expect(found.has(number)).toBe(some.includes(number));
      }),
    );
  });
});
