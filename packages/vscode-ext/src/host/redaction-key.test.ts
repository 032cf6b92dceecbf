import { describe, expect, it } from "vitest";
import { redactionKey, type Secrets } from "./redaction-key.ts";

const storage = (): Secrets & { values: Map<string, string> } => {
  const values = new Map<string, string>();
  return { values, get: async (key) => values.get(key), store: async (key, value) => void values.set(key, value) };
};
const noProblem = (error: unknown): void => {
  throw error;
};

describe("the key that secret values are hashed with", () => {
  it("is the same in the next session, so that hashes can be compared", async () => {
    const secrets = storage();
    const first = await redactionKey(secrets, noProblem);
    expect(first).toHaveLength(32);
    expect(Buffer.from(await redactionKey(secrets, noProblem)).equals(first)).toBe(true);
  });

  it("is another person's other one", async () => {
    expect(await redactionKey(storage(), noProblem)).not.toEqual(await redactionKey(storage(), noProblem));
  });

  it("is made anew where what is kept is none", async () => {
    const secrets = storage();
    await redactionKey(secrets, noProblem);
    const [name = ""] = secrets.values.keys();
    secrets.values.set(name, "short");
    expect(await redactionKey(secrets, noProblem)).toHaveLength(32);
    expect(secrets.values.get(name)).not.toBe("short");
  });

  it("is one for this session where no secrets can be kept", async () => {
    const told: unknown[] = [];
    const broken: Secrets = { get: async () => Promise.reject(new Error("no keyring")), store: async () => {} };
    expect(await redactionKey(broken, (error) => told.push(error))).toHaveLength(32);
    expect(told).toHaveLength(1);
  });
});
