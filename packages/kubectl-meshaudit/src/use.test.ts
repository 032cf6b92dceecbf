// Remembers a collector as the source. `npm test` builds the program first.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bookshopLog, builtProgram, type Started } from "./testing/built-program.ts";

const { folder, run, start } = builtProgram("use");
const store = join(folder, "store");

let serving: Started;
let url = "";
beforeAll(async () => {
  expect((await run(["ingest", bookshopLog, "--store", store, "--mesh", "shop"])).status).toBe(0);
  serving = start(["serve", "--store", store, "--mesh", "shop", "--listen", "127.0.0.1:0"]);
  url = (await serving.says(/^serving shop on (http:\/\/127\.0\.0\.1:\d+)$/m))[1] ?? "";
}, 60_000);
afterAll(async () => {
  await serving.stop();
  rmSync(folder, { recursive: true });
});

describe("use", { timeout: 60_000 }, () => {
  it("remembers a collector by its address once it has answered", async () => {
    const { status, stdout, stderr } = await run(["use", url]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`${url} answers\n`);
    expect((await run(["who-changed", "vs/reviews"])).stdout).toContain("9 changes");
  });

  it("remembers none that does not answer, or whose address has a token in it", async () => {
    for (const [wrong, said] of [
      ["https://127.0.0.1:1", "cannot be reached"],
      [`${url}?mesh=other`, "no mesh of that name"],
      [url.replace("//", "//alice:secret@"), "a token is not part of the address"],
      ["http://collector.example.com", "does not begin with https://"],
    ] as const) {
      const { status, stderr } = await run(["use", wrong]);
      expect(status, wrong).toBe(1);
      expect(stderr).toContain(said);
    }
    expect((await run(["who-changed", "vs/reviews"])).stdout).toContain("9 changes");
  });

  it.skipIf(process.platform === "win32")("finds a store that only its owner may read", () => {
    expect(statSync(join(store, "mesh-log-shop")).mode & 0o777).toBe(0o700);
    expect(statSync(join(store, "mesh-log-shop", "redaction.key")).mode & 0o777).toBe(0o600);
  });
});
