import { MeshauditError } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { retrying } from "./retrying.ts";

const unreachable = new MeshauditError("cluster-unreachable", "no cluster", {});

const start = () => {
  const told: (string | null)[] = [];
  let now = 1000;
  let asked = 0;
  let error: Error | null = unreachable;
  const { ask, now: again } = retrying(
    () => now,
    (problem) => told.push(problem?.message ?? null),
  );
  const question = async (): Promise<string> => {
    asked++;
    if (error !== null) throw error;
    return "yes";
  };
  return {
    told,
    again,
    ask: (what = "virtualservices") => ask(what, question).catch((failed: Error) => failed.message),
    asked: () => asked,
    pass: (ms: number) => (now += ms),
    be: (next: Error | null) => (error = next),
  };
};

describe("asking a cluster that may be out of reach", () => {
  it("leaves it alone for a while, each time twice as long, and says so once", async () => {
    const { ask, asked, pass, told } = start();
    for (const [ms, times] of [
      [0, 1],
      [4_999, 1],
      [1, 2],
      [9_999, 2],
      [1, 3],
      [20_000, 4],
    ] as const) {
      pass(ms);
      expect(await ask()).toBe("no cluster");
      expect(asked()).toBe(times);
    }
    expect(told).toEqual(["no cluster"]);
  });

  it("tells when it is back, and begins anew the next time", async () => {
    const { ask, asked, pass, be, told } = start();
    await ask();
    be(null);
    pass(5_000);
    expect(await ask()).toBe("yes");
    be(unreachable);
    await ask();
    pass(5_000);
    await ask();
    expect(asked()).toBe(4);
    expect(told).toEqual(["no cluster", null, "no cluster"]);
  });

  it("takes a kind that may not be read for no outage of others", async () => {
    const { ask, be } = start();
    await ask("secrets");
    be(null);
    expect(await ask("virtualservices")).toBe("yes");
    expect(await ask("secrets")).toBe("no cluster");
  });

  it("tries again when a person wants it", async () => {
    const { ask, be, again } = start();
    await ask();
    be(null);
    again();
    expect(await ask()).toBe("yes");
  });

  it("takes other failures for what they are", async () => {
    const { ask, asked, be, told } = start();
    be(new Error("a bug"));
    await ask();
    await ask();
    expect(asked()).toBe(2);
    expect(told).toEqual([]);
  });
});
