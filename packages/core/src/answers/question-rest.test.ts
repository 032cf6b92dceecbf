import { describe, expect, it } from "vitest";
import { questionRest } from "./question-rest.ts";

describe("work that nobody waits for", () => {
  it("goes on at once while nobody asks", async () => {
    let rests = 0;
    const questions = questionRest(
      async () => {},
      async () => rests++,
    );
    await questions.quiet();
    await questions.quiet();
    expect(rests).toBe(0);
  });

  it("waits until no question came for a whole rest, also of those that came during its turn", async () => {
    let rests = 0;
    const turn = async (): Promise<void> => questions.note();
    const rest = async (): Promise<void> => {
      if (++rests < 3) questions.note();
    };
    const questions = questionRest(turn, rest);
    questions.note();
    await questions.quiet();
    expect(rests).toBe(3);
  });

  it("ends when its rest is ended", async () => {
    const questions = questionRest(
      async () => {},
      () => Promise.reject(new Error("closed")),
    );
    questions.note();
    await expect(questions.quiet()).rejects.toThrow("closed");
  });
});
