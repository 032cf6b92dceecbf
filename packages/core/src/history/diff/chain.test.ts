import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heaviestChain, type Candidate } from "./chain.ts";

const weightOf = (chain: readonly Candidate[]): number => chain.reduce((sum, { weight }) => sum + weight, 0);

/** Every choice, tried out. */
const heaviestByTrying = (candidates: readonly Candidate[], before = -1, after = -1): number =>
  candidates.reduce((best, one) => {
    if (one.before <= before || one.after <= after) return best;
    return Math.max(best, one.weight + heaviestByTrying(candidates, one.before, one.after));
  }, 0);

const candidate = fc.record({ before: fc.nat(5), after: fc.nat(5), weight: fc.integer({ min: 1, max: 4 }) });

describe("the heaviest chain", () => {
  it("rises on both sides, and none is heavier", () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 8 }), (candidates) => {
        const chain = heaviestChain(candidates);
        for (const [index, one] of chain.entries()) {
          const last = chain[index - 1];
          expect(last === undefined || (last.before < one.before && last.after < one.after)).toBe(true);
        }
        expect(weightOf(chain)).toBe(heaviestByTrying(candidates));
      }),
    );
  });

  it("is the earliest of equal ones", () => {
    const [a, b] = [
      { before: 0, after: 1, weight: 1 },
      { before: 1, after: 0, weight: 1 },
    ];
    expect(heaviestChain([b, a])).toEqual([a]);
    expect(heaviestChain([])).toEqual([]);
  });
});
