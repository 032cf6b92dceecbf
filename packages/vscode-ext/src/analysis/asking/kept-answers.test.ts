import { describe, expect, it } from "vitest";
import { keptAnswers } from "./kept-answers.ts";

/** Work that ends when it is told to, or given up. */
const slowWork = () => {
  const begun: { end(value: string): void; signal: AbortSignal }[] = [];
  const work = (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      begun.push({ end: resolve, signal });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  return { begun, work };
};

describe("answers that are shared", () => {
  it("are worked out once for all who ask, and kept", async () => {
    const { begun, work } = slowWork();
    const answers = keptAnswers(2);
    const { signal } = new AbortController();
    const both = [answers.of("a", signal, work), answers.of("a", signal, work)];
    begun[0]?.end("done");
    expect(await Promise.all(both)).toEqual(["done", "done"]);
    expect(await answers.of("a", signal, work)).toBe("done");
    expect(begun).toHaveLength(1);
  });

  it("are given up when the last of those who asked goes, and not before", async () => {
    const { begun, work } = slowWork();
    const answers = keptAnswers(2);
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [answers.of("a", first.signal, work), answers.of("a", second.signal, work)];
    first.abort(new Error("gone"));
    await expect(asked[0]).rejects.toThrow("gone");
    expect(begun[0]?.signal.aborted).toBe(false);
    second.abort(new Error("gone too"));
    await expect(asked[1]).rejects.toThrow("gone too");
    expect(begun[0]?.signal.aborted).toBe(true);
  });

  it("are worked out anew after one was given up, has failed, or was forgotten", async () => {
    const { begun, work } = slowWork();
    const answers = keptAnswers(2);
    const controller = new AbortController();
    const given = answers.of("a", controller.signal, work);
    controller.abort(new Error("gone"));
    await expect(given).rejects.toThrow("gone");
    const { signal } = new AbortController();
    await expect(answers.of("a", signal, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    const again = answers.of("a", signal, work);
    answers.forget();
    const anew = answers.of("a", signal, work);
    expect(begun).toHaveLength(3);
    begun[1]?.end("old");
    begun[2]?.end("new");
    expect(await Promise.all([again, anew])).toEqual(["old", "new"]);
  });
});
