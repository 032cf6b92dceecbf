// Runs the built program on stores that somebody, or some disk, has damaged. `npm test` builds it first.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";

const repository = resolve(import.meta.dirname, "../..");
const program = join(repository, "packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");
const log = gunzipSync(readFileSync(join(repository, "test/scenarios/bookshop/audit.log.gz"))).toString();
const folder = mkdtempSync(join(tmpdir(), "meshaudit-damaged-"));
const whole = join(folder, "whole");
const days = ["2026-11-24", "2026-11-25"] as const;
afterAll(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], input = "") => {
  const env = {
    PATH: `${join(repository, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
    input,
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
};
const ingest = (store: string, lines: string) => {
  const file = join(folder, "audit.log");
  writeFileSync(file, lines);
  return run(["ingest", file, "--store", store, "--mesh", "prod", "--keep-days", "0"]);
};
const logstoreOf = (store: string): string => join(store, "mesh-log-prod", "audit-prod");
/** The only segment of a day. */
const segmentOf = (store: string, day: string): { name: string; path: string } => {
  const [file = ""] = readdirSync(join(logstoreOf(store), `dt=${day}`));
  return { name: `dt=${day}/${file}`, path: join(logstoreOf(store), `dt=${day}`, file) };
};
const flipBit = (path: string, at: number): void => {
  const bytes = readFileSync(path);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};
const whoChanged = (store: string) => run(["who-changed", "vs/reviews", "-n", "bookinfo", "--from", store, "--utc"]);

beforeAll(() => {
  // The same again a day later: two days, and so two segments.
  expect(ingest(whole, log + log.replaceAll(days[0], days[1]))).toMatchObject({ status: 0 });
}, 120_000);

describe("a store with a damaged segment", () => {
  it("answers whole as long as it is", () => {
    const { status, stdout } = whoChanged(whole);
    expect(status).toBe(0);
    for (const day of ["Nov 24", "Nov 25"]) expect(stdout).toContain(day);
  });

  it.each<[string, (path: string) => void]>([
    ["deleted", (path) => rmSync(path)],
    ["truncated", (path) => truncateSync(path, 2000)],
    ["flipped in a bit", (path) => flipBit(path, 3000)],
  ])(
    "names it when it is %s, tells what the others hold, and ends with status 3",
    (_, damage) => {
      const store = join(folder, "damaged");
      cpSync(whole, store, { recursive: true });
      const { name, path } = segmentOf(store, days[1]);
      damage(path);
      // Beside it lies what answers in its place.
      rmSync(join(logstoreOf(store), "_index"), { recursive: true });
      const { status, stdout, stderr } = whoChanged(store);
      expect(stdout).toContain("Nov 24");
      expect(stdout).not.toMatch(/^Nov 25/m);
      expect(`${stdout}${stderr}`).toContain(name);
      expect(status).toBe(3);
      const verified = run(["store", "verify", "--store", store, "--mesh", "prod"]);
      expect(verified.status).toBe(1);
      expect(`${verified.stdout}${verified.stderr}`).toContain(name);
      rmSync(store, { recursive: true });
    },
    120_000,
  );

  it("says of one that is gone in whatever is asked of the store", () => {
    const store = join(folder, "asked");
    cpSync(whole, store, { recursive: true });
    const { name, path } = segmentOf(store, days[1]);
    rmSync(path);
    const told = run(["store", "status", "--store", store, "--mesh", "prod"]);
    expect(told).toMatchObject({ status: 3, stdout: expect.stringContaining(`${name} is missing or damaged`) as string });
    const counted = run(["query", "--from", store, "* | select count(*) as n"]);
    expect(counted.status).toBe(3);
    expect(counted.stdout).toMatch(/\b2520\b/);
    expect(`${counted.stdout}${counted.stderr}`).toContain(name);
    const exported = run(["store", "export", "--store", store, "--mesh", "prod"]);
    expect(exported.status).toBe(1);
    expect(exported.stderr).toContain(name);
    // Each once, however often it was looked for.
    expect(exported.stdout.trim().split("\n")).toHaveLength(2520);
  }, 120_000);

  it("names one that is gone also where its lines are still there, which it tells", () => {
    const store = join(folder, "indexed");
    cpSync(whole, store, { recursive: true });
    const { name, path } = segmentOf(store, days[1]);
    rmSync(path);
    const { status, stdout, stderr } = whoChanged(store);
    expect(stdout).toMatch(/^Nov 25/m);
    expect(`${stdout}${stderr}`).toContain(name);
    expect(status).toBe(3);
  }, 60_000);
});

describe("a store", () => {
  it("has one writer, and says so to a second", async () => {
    const lock = await realDisk().lock(join(whole, "mesh-log-prod", "writer.lock"));
    const { status, stderr } = ingest(whole, log);
    await lock?.release();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: another process writes to .*mesh-log-prod\nhint: one writer at a time/m);
    expect(whoChanged(whole).status).toBe(0);
  }, 60_000);

  it("whose folder was renamed can be read, and says to a writer what to do", () => {
    const store = join(folder, "renamed");
    cpSync(whole, store, { recursive: true });
    const renamed = join(store, "mesh-log-production");
    renameSync(join(store, "mesh-log-prod"), renamed);
    expect(whoChanged(renamed).status).toBe(0);
    const { status, stderr } = run(["ingest", join(folder, "audit.log"), "--store", renamed, "--keep-days", "0"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/is of the project mesh-log-prod, and its folder is called mesh-log-production\nhint: was the folder renamed\?/);
  }, 60_000);

  it("holds events from 1970 to 2262, and those on both sides of a midnight, each in its day", () => {
    const store = join(folder, "times");
    const line = log.split("\n").find((one) => one.includes('"verb":"update"') && one.includes('"virtualservices"')) ?? "";
    const times = [
      "1970-01-01T00:00:00.000000Z",
      "2026-11-24T23:59:59.999999Z",
      "2026-11-25T00:00:00.000000Z",
      "2262-04-11T23:47:16.854775Z",
    ];
    const lines = times.map((time) => line.replace(/"(requestReceived|stage)Timestamp":"[^"]*"/g, `"$1Timestamp":"${time}"`));
    expect(ingest(store, `${lines.join("\n")}\n`).stdout).toMatch(/4 read = 4 stored/);
    const folders = readdirSync(logstoreOf(store)).filter((name) => name.startsWith("dt="));
    expect(folders.sort()).toEqual(times.map((time) => `dt=${time.slice(0, 10)}`));
    expect(run(["store", "verify", "--store", store]).status).toBe(0);
    const { stdout } = run(["store", "export", "--store", store]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((each) => String((JSON.parse(each) as { stageTimestamp: string }).stageTimestamp))
        .sort(),
    ).toEqual(times);
    expect(ingest(store, `${lines.join("\n")}\n\n`).stdout).toMatch(/0 stored/);
  }, 120_000);

  it("that was deleted is missing, not empty", () => {
    const store = join(folder, "gone");
    cpSync(whole, store, { recursive: true });
    rmSync(join(store, "mesh-log-prod"), { recursive: true });
    const { status, stdout, stderr } = run(["store", "status", "--store", store, "--mesh", "prod"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^error: .* holds no store of the mesh prod\nhint: /);
  }, 60_000);
});
