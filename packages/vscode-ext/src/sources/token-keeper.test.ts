import { describe, expect, it } from "vitest";
import type { Secrets } from "../host/redaction-key.ts";
import { tokenKeeper } from "./token-keeper.ts";

const storage = (): Secrets & { values: Map<string, string> } => {
  const values = new Map<string, string>();
  return { values, get: async (key) => values.get(key), store: async (key, value) => void values.set(key, value) };
};

/** A person who types these, one after the other; null is Escape. */
const person = (...answers: (string | null)[]) => {
  const asked: string[] = [];
  const ask = async ({ address, refused }: { address: string; refused: boolean }): Promise<string | null> => {
    asked.push(`${address}${refused ? " refused" : ""}`);
    return answers.shift() ?? null;
  };
  return { ask, asked };
};

const noProblem = (error: unknown): void => {
  throw error;
};
const [here, there] = ["https://here:8443", "https://there:8443"];

describe("the token of a collector", () => {
  it("is asked for once, and kept for the next window", async () => {
    const secrets = storage();
    const { ask, asked } = person("secret");
    expect(await tokenKeeper(secrets, ask, noProblem).find({ address: here, refused: false })).toBe("secret");
    expect(await tokenKeeper(secrets, ask, noProblem).find({ address: here, refused: false })).toBe("secret");
    expect(asked).toEqual([here]);
  });

  it("is given to no other collector", async () => {
    const { ask, asked } = person("secret", null);
    const keeper = tokenKeeper(storage(), ask, noProblem);
    await keeper.find({ address: here, refused: false });
    expect(await keeper.find({ address: there, refused: false })).toBeNull();
    expect(asked).toEqual([here, there]);
  });

  it("is asked for anew when the collector does not know it, unless another window was given another", async () => {
    const secrets = storage();
    const { ask, asked } = person("wrong", "right");
    const keeper = tokenKeeper(secrets, ask, noProblem);
    await keeper.find({ address: here, refused: false });
    expect(await keeper.find({ address: here, refused: true })).toBe("right");
    for (const key of secrets.values.keys()) secrets.values.set(key, "newer");
    expect(await keeper.find({ address: here, refused: true })).toBe("newer");
    expect(asked).toEqual([here, `${here} refused`]);
  });

  it("is not asked for again once a person gave none, until they want to give one", async () => {
    const { ask, asked } = person(null, "secret");
    const keeper = tokenKeeper(storage(), ask, noProblem);
    expect(await keeper.find({ address: here, refused: false })).toBeNull();
    expect(await keeper.find({ address: here, refused: false })).toBeNull();
    expect(asked).toHaveLength(1);
    expect(await keeper.replace(here)).toBe("secret");
    expect(await keeper.find({ address: here, refused: false })).toBe("secret");
  });

  it("holds for the session where nothing can be kept", async () => {
    const problems: unknown[] = [];
    const broken: Secrets = { get: () => Promise.reject(new Error("locked")), store: () => Promise.reject(new Error("locked")) };
    const { ask, asked } = person("secret");
    const keeper = tokenKeeper(broken, ask, (error) => problems.push(error));
    await keeper.find({ address: here, refused: false });
    expect(await keeper.find({ address: here, refused: false })).toBe("secret");
    expect(asked).toHaveLength(1);
    expect(problems).not.toHaveLength(0);
  });
});
