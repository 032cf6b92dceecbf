import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recentHashes } from "./recent-hashes.ts";

const hashOf = (number: number): Buffer => createHash("sha256").update(String(number)).digest();

/** All begin in one slot, or next to it: what is forgotten must not hide what came to lie behind it. */
const crowded = (number: number): Buffer => Buffer.concat([Buffer.from([number % 3, 0, 0, 0]), hashOf(number)]);

it.each([hashOf, crowded])("remembers the last ones, and only these", (hash) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(40), { maxLength: 200 }), (limit, numbers) => {
      const recent = recentHashes(limit);
      let last: number[] = [];
      for (const number of numbers) {
        expect(recent.has(hash(number))).toBe(last.includes(number));
        recent.add(hash(number));
        if (!last.includes(number)) last = [...last, number].slice(-limit);
      }
      expect(recent.size).toBe(last.length);
      for (let number = 0; number <= 40; number++) expect(recent.has(hash(number))).toBe(last.includes(number));
    }),
  );
});

it("tells hashes apart that agree in their first 12 bytes", () => {
  const recent = recentHashes(4);
  recent.add(Buffer.from("aaaaaaaaaaaabbbb"));
  expect(recent.has(Buffer.from("aaaaaaaaaaaacbbb"))).toBe(false);
  expect(recent.has(Buffer.from("aaaaaaaaaaaabbbb, and what is behind does not count"))).toBe(true);
});

it("remembers as many as it is to, however little room it began with", () => {
  const limit = 10_000;
  const recent = recentHashes(limit);
  for (let number = 0; number < 25_000; number++) recent.add(hashOf(number));
  expect(recent.size).toBe(limit);
  const known = Array.from({ length: 25_000 }, (_, number) => recent.has(hashOf(number)));
  expect(known.indexOf(true)).toBe(15_000);
  expect(known.lastIndexOf(false)).toBe(14_999);
});
