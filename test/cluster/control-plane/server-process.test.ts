import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { startServer } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-server-"));
afterAll(() => rmSync(folder, { recursive: true }));
const log = (name: string): string => join(folder, `${name}.log`);
const written = (file: string): string => readFileSync(file, "utf8").trim();

/** What is dead and has not been buried by its parent does not count. */
const isAlive = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim());

describe("a server of a test", () => {
  it("says why it ended when it was not to end", async () => {
    const { failed } = startServer("sh", ["-c", "echo no such flag >&2; exit 3"], log("failing"));
    await expect(failed).rejects.toThrow(/ended \(3\):\nno such flag/);
  });

  it("says so when there is no such program", async () => {
    await expect(startServer(join(folder, "nothing"), [], log("missing")).failed).rejects.toThrow(/ENOENT/);
  });

  it("is killed when it does not stop in time", async () => {
    const file = log("stubborn");
    const server = startServer("sh", ["-c", 'trap "" TERM; echo $$; while :; do sleep 0.1; done'], file);
    await expect.poll(() => written(file)).toMatch(/^\d+$/);
    await server.stop(100);
    expect(isAlive(Number(written(file)))).toBe(false);
  });

  it("does not outlive the process that started it, even one that was killed", async () => {
    const file = log("orphan");
    const module = pathToFileURL(join(import.meta.dirname, "server-process.ts")).href;
    const script = `const { startServer } = await import(${JSON.stringify(module)});
      startServer("sh", ["-c", "echo $$; exec sleep 600"], ${JSON.stringify(file)});
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
    await expect.poll(() => (parent.pid === undefined ? "" : written(file)), { timeout: 10_000 }).toMatch(/^\d+$/);
    const pid = Number(written(file));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await once(parent, "exit");
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
