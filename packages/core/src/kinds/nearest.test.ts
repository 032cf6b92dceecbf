import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.ts";

describe("near words", () => {
  it.each([
    ["reveiws", ["reviews", "ratings", "details"], ["reviews"]],
    ["review", ["reviews-canary", "reviews", "ratings"], ["reviews", "reviews-canary"]],
    ["RATINGS", ["ratings", "rating", "mating"], ["ratings", "rating", "mating"]],
    ["ba", ["ab", "cd"], ["ab"]],
    ["reviews-v2-canary", ["reviews", "ratings"], ["reviews"]],
    ["x", ["y", "zz", "productpage"], ["y"]],
    ["details", ["payments", "checkout"], []],
    ["", ["a", "reviews"], ["a"]],
  ])("to %s among %j", (word, candidates, expected) => expect(nearest(word, candidates, 3)).toEqual(expected));

  it("are at most as many as asked for", () => expect(nearest("aaa", ["aab", "aac", "aad"], 2)).toEqual(["aab", "aac"]));
});
