// How long a store keeps events. `npm test` builds the program first.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bookshopLog, builtProgram } from "./testing/built-program.ts";

const { folder, run } = builtProgram("retention");
afterAll(() => rmSync(folder, { recursive: true }));

const flags = ["--store", join(folder, "store"), "--mesh", "shop"];

const kept = async (): Promise<unknown> => {
  const { stdout } = await run(["store", "status", ...flags, "-o", "json"]);
  return (JSON.parse(stdout) as { retention: unknown }).retention;
};

describe("how long a store keeps events", { timeout: 60_000 }, () => {
  it("is what was asked for last, and holds for whoever writes without asking", async () => {
    expect(await run(["ingest", bookshopLog, ...flags, "--keep-days", "0"])).toMatchObject({ status: 0, stderr: "" });
    expect(await kept()).toEqual({ days: null, bytes: null });
    const { status, stderr } = await run(["ingest", bookshopLog, ...flags, "--keep-days", "90000", "--keep-bytes", "1GB"]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: "from now on the project keeps 90,000 days, no more than 1.0 GB; before: for ever\n",
    });
    expect(await run(["store", "compact", ...flags])).toMatchObject({ status: 0, stderr: "" });
    expect(await kept()).toEqual({ days: 90_000, bytes: 1_000_000_000 });
    expect((await run(["store", "verify", ...flags])).stdout).toMatch(/^sound:.*\n.*2,520 events proven/);
  });
});
