import { describe, expect, it } from "vitest";
import { recentAnswers } from "./recent-answers.ts";

describe("recent answers", () => {
  it("are found for a minute, the last thirty of them", () => {
    const recent = recentAnswers();
    const answer = { n: 1 };
    recent.keep("a", answer, 0);
    expect(recent.find("a", 59_999)).toBe(answer);
    expect(recent.find("a", 60_000)).toBeNull();
    expect(recent.find("b", 0)).toBeNull();
    for (let index = 0; index < 30; index += 1) recent.keep(`n${index}`, {}, 1);
    expect(recent.find("a", 1)).toBeNull();
    expect(recent.find("n0", 1)).not.toBeNull();
  });
});
