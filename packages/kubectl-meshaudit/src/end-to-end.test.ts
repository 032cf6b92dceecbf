// Runs the built program as a person or a script does. `npm test` builds it first.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isUnsafe } from "@meshaudit/client";
import { widthOf } from "./terminal/width.ts";

const root = resolve(import.meta.dirname, "../../..");
const log = join(root, "test/scenarios/bookshop/audit.log.gz");
const bin = join(root, "packages/kubectl-meshaudit/bin");
const program = join(bin, "kubectl-meshaudit.cjs");

const folder = mkdtempSync(join(tmpdir(), "meshaudit-end-to-end-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A home without a cluster and without a config, and this Node first on PATH. */
const env = {
  PATH: `${bin}:${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
  HOME: folder,
  XDG_CONFIG_HOME: join(folder, "config"),
  XDG_CACHE_HOME: join(folder, "cache"),
};

const run = (args: readonly string[], options: { input?: string | Buffer; env?: { [name: string]: string } } = {}) => {
  const all = { cwd: folder, encoding: "utf8" as const, env: { ...env, ...options.env }, input: options.input ?? "", maxBuffer: 1 << 28 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], all);
  return { status, stdout, stderr };
};

const ask = (...args: string[]) => run([...args, "--from", log, "--utc"]);

const shell = (command: string) => spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8", env: { ...env, LOG: log } });

/** Each quick enough not to be noticed, yet started as its own process. */
describe("answers", () => {
  it("who changed an object", () => {
    const { status, stdout, stderr } = ask("who-changed", "vs/reviews", "-n", "bookinfo");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^VirtualService bookinfo\/reviews · 9 changes/);
    expect(stdout).toMatch(/alice@example\.com +kubectl edit +timeout of route default 3s -> 10s\n/);
    expect(stdout).toMatch(/searched 2,520 events of 1 file, .*12:18 to 12:20 UTC, contents known \(RequestResponse\)\n$/);
  });

  it.each([
    [["who-changed", "vs/reviews"], "ObjectHistory"],
    [["who-changed", "vs", "-A"], "ObjectHistoryList"],
    [["who-changed", "-n", "payments"], "ObjectHistoryList"],
    [["history", "vs", "reviews"], "ObjectHistory"],
    [["blame", "vs/reviews"], "ObjectBlame"],
    [["diff", "vs/reviews", "~1..~0"], "ObjectDiff"],
    [["show", "vs/reviews", "--at", "2026-11-24T12:19:08.7Z"], "ObjectVersion"],
    [["undelete", "vs/owned"], "ObjectVersion"],
    [["what-changed", "--at", "2026-11-24T12:19:22Z", "--window", "1m"], "ChangeSet"],
  ])("%j is a %s in JSON", (args, kind) => {
    expect(JSON.parse(ask(...args, "-o", "json").stdout)).toMatchObject({ apiVersion: "meshaudit.io/v1", kind });
  });

  it("in the other forms that kubectl has", () => {
    expect(parse(ask("who-changed", "vs/reviews", "-o", "yaml").stdout)).toMatchObject({ kind: "ObjectHistory" });
    expect(ask("who-changed", "vs/reviews", "-o", "name").stdout).toBe("virtualservice.networking.istio.io/reviews\n");
    expect(ask("who-changed", "vs/reviews", "-o", "jsonpath={.changes[0].actor.user}").stdout).toBe("carol@example.com");
    const columns = ask("who-changed", "vs/reviews", "-o", "custom-columns=WHO:.actor.user,CODE:.code", "--no-headers").stdout;
    expect(columns.split("\n")[0]).toMatch(/^carol@example\.com +200$/);
    expect(ask("history", "vs/reviews", "-o", "markdown")).toMatchObject({ status: 1, stdout: "" });
  });

  it("about each object of a manifest, from a file or from standard input", () => {
    const manifest = ["reviews", "missing"]
      .map((name) => `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: ${name}, namespace: bookinfo}\n`)
      .join("---\n");
    writeFileSync(join(folder, "reviews.yaml"), manifest);
    for (const [file, input] of [
      ["reviews.yaml", ""],
      ["-", manifest],
    ] as const) {
      const { stdout, stderr } = run(["who-changed", "-f", file, "--from", log, "-o", "json"], { input });
      expect(stderr).toBe("note: never seen: VirtualService bookinfo/missing\n");
      expect(JSON.parse(stdout)).toMatchObject({ kind: "ObjectHistoryList", items: [{ object: { name: "reviews" } }] });
    }
  });

  it("about several objects of one name, and how to choose", () => {
    const { status, stdout, stderr } = ask("who-changed", "gateway/bookinfo-gateway");
    expect(status).toBe(0);
    expect(stdout).toContain("Gateway.gateway.networking.k8s.io");
    expect(stderr).toMatch(/^note: 2 objects are named so: choose one with -n NAMESPACE/);
  });

  it("from a log on standard input", () => {
    const { stdout } = run(["who-changed", "vs/reviews", "--from", "-"], { input: gunzipSync(readFileSync(log)) });
    expect(stdout).toContain("9 changes");
    expect(stdout).toContain("events of standard input");
  });

  it("how to bring an object back, and changes nothing", () => {
    const { status, stdout, stderr } = ask("restore", "vs/owned");
    expect(status).toBe(0);
    expect(parse(stdout)).toMatchObject({ kind: "VirtualService", metadata: { name: "owned", namespace: "bookinfo" } });
    expect(stdout).not.toMatch(/uid:\s*[0-9a-f-]{36}\n.*resourceVersion/s);
    expect(stderr).toMatch(/^nothing was changed: /);
    expect(stderr).toContain(`| kubectl create -f -`);
  });

  it("one request in words and in full", () => {
    const id = ask("history", "vs/reviews", "-o", "jsonpath={.changes[0].auditID}").stdout;
    const { stdout } = ask("event", id);
    expect(stdout).toMatch(/^carol@example\.com patched virtualservices\.networking\.istio\.io bookinfo\/reviews\n/);
    expect(stdout).toContain(`auditID: ${id}`);
  });

  it("what became of every line", () => {
    const { stderr } = ask("who-changed", "vs/reviews", "--verify");
    expect(stderr).toBe("verified 2.3 MB of 1 file: 2,520 read = 2,520 events + 0 duplicates + 0 rejected\n");
  });
});

describe("use", () => {
  it("remembers a log, for its owner only, and the bare command answers from it", () => {
    expect(run(["who-changed", "vs/reviews"])).toMatchObject({ status: 1, stderr: expect.stringContaining("use FILE") as string });
    expect(run(["use", log])).toMatchObject({ status: 0, stderr: "" });
    expect(statSync(join(folder, "config/meshaudit/config.yaml")).mode & 0o777).toBe(0o600);
    expect(run(["who-changed", "vs/reviews"]).stdout).toContain("9 changes");
    expect(JSON.parse(run(["who-changed", "vs/reviews", "-o", "json"]).stdout)).toMatchObject({ object: { mesh: "default" } });
  });

  it("refuses what is no log, and says what it looks like", () => {
    const { status, stderr } = run(["use", join(root, "package.json")]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: .*package\.json is no audit log: it looks like /);
  });

  it("is overruled by MESHAUDIT_FROM", () => {
    writeFileSync(join(folder, "empty.log"), "");
    expect(run(["who-changed", "vs/reviews"], { env: { MESHAUDIT_FROM: "empty.log" } })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("empty.log is empty") as string,
    });
  });
});

describe("what goes wrong", () => {
  it.each([
    [["blam"], 'error: unknown command "blam"\nhint: did you mean blame?'],
    [["who-changed"], "error: who-changed needs an object to ask about\nhint: "],
    [["who-changed", "vx/a"], 'error: "vx" is no resource type this mesh has\nhint: '],
    [
      ["who-changed", "vs/reviews", "--sinc", "2h"],
      "error: unknown flag: --sinc\nhint: did you mean --since? All flags: kubectl meshaudit who-changed --help\n",
    ],
    [["who-changed", "vs/reviews", "--since", "teatime"], 'error: "teatime" is no time\nhint: write one as 14:05'],
    [["who-changed", "vs/reviews", "-o", "xml"], 'error: "xml" is no output format\nhint: one of table, wide'],
    [["who-changed", "vs/revews"], "error: VirtualService revews was never seen in "],
    [["show", "vs/reviews"], "error: show needs a time\nhint: add --at TIME"],
    [["diff", "vs/reviews", "~99"], "error: ~99 is before the first of 9 known changes\nhint: "],
    [["show", "vs/reviews", "--at", "2026-11-24T12:00:00Z"], "error: VirtualService bookinfo/reviews did not exist at "],
    [
      ["what-changed", "--at", "2026-11-23T12:00:00Z", "--window", "1m"],
      "error: the log has no event in this time\nhint: it has events of ",
    ],
    [["event", "no-such-id"], "error: "],
  ])("%j says so, with a hint and status 1", (args, message) => {
    const { status, stderr } = ask(...args);
    expect(stderr.startsWith(message) ? message : stderr).toBe(message);
    expect(stderr).toContain("\nhint: ");
    expect(stderr).not.toMatch(/\n +at /);
    expect(status).toBe(1);
  });

  it("says of a log that is not there nothing about a flag that was not given", () => {
    const { status, stderr } = run(["ingest", "missing.log", "--store", "store"]);
    expect(status).toBe(1);
    expect(stderr).toBe("error: there is no missing.log\nhint: check the path, and the folder that it starts from\n");
  });

  it.each([["missing.log"], ["nothing-here"], ["*.nothing"]])("no log at %s", (source) => {
    mkdirSync(join(folder, "nothing-here"), { recursive: true });
    const { status, stderr, stdout } = run(["who-changed", "vs/reviews", "--from", source]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^error: .*\nhint: .*\n$/);
  });

  it("an object never seen is an error, and in JSON a history without changes all the same", () => {
    const { status, stdout, stderr } = ask("who-changed", "vs/revews", "-n", "bookinfo", "-o", "json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ kind: "ObjectHistory", object: { name: "revews" }, changes: [] });
    expect(stderr).toContain("did you mean reviews?");
  });

  it("status 3 when what cannot be read may hold the answer, and not when it cannot", () => {
    const lines = gunzipSync(readFileSync(log)).toString().split("\n");
    const torn = (piece: string): string => {
      const path = join(folder, "torn.log");
      writeFileSync(path, lines.toSpliced(1000, 0, piece).join("\n"));
      return path;
    };
    const hidden = run([
      "who-changed",
      "vs/reviews",
      "--from",
      torn('{"kind":"Event","objectRef":{"resource":"virtualservices","name":"reviews"'),
    ]);
    expect(hidden.status).toBe(3);
    expect(hidden.stdout).toContain("9 changes");
    expect(hidden.stderr).toMatch(
      /warning: 1 piece of the log could not be read .*\n +.*torn\.log, line 1,001, byte [\d,]+ \(\d+ bytes\): /,
    );
    expect(run(["who-changed", "vs/reviews", "--from", torn("not an event")]).status).toBe(0);
    expect(run(["who-changed", "vs/reviews", "--from", torn("") /* a blank line */]).status).toBe(0);
  });
});

describe("as a part of something larger", () => {
  it("ends quietly when its reader has enough", () => {
    const { stdout, stderr } = shell('kubectl-meshaudit who-changed vs -A --from "$LOG" -o json | head -1; echo "${PIPESTATUS[0]}"');
    expect({ stdout, stderr }).toEqual({ stdout: "{\n0\n", stderr: "" });
  });

  it.skipIf(process.platform !== "linux")("says when the disk is full", () => {
    const { stdout, stderr } = shell('kubectl-meshaudit who-changed vs -A --from "$LOG" > /dev/full; echo $?');
    expect(stdout).toBe("1\n");
    expect(stderr).toMatch(/^error: the output could not be written \(ENOSPC\).*\nhint: .*\n$/);
  });

  it("ends quietly with 130 on Ctrl-C", async () => {
    writeFileSync(join(folder, "growing.log"), gunzipSync(readFileSync(log)));
    const child = spawn(process.execPath, [program, "who-changed", "vs/reviews", "-w", "--from", "growing.log"], { cwd: folder, env });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise((done) => child.once("exit", (code, signal) => done(code ?? signal)));
    await new Promise((done) => child.stdout.once("data", done));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(stderr).toBe("");
  });

  it("has no colour in a pipe, unless it is asked for", () => {
    const args = ["who-changed", "vs/reviews", "--from", log];
    expect(run(args).stdout).not.toContain("\u001b");
    expect(run([...args, "--color", "always"]).stdout).toContain("\u001b[1mVirtualService");
    expect(run(args, { env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001b[");
    expect(run(args, { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).stdout).not.toContain("\u001b");
  });

  it("completes words as kubectl asks for them", () => {
    const complete = (...words: string[]) =>
      execFileSync(process.execPath, [join(bin, "kubectl_complete-meshaudit.cjs"), ...words], { env, cwd: folder, encoding: "utf8" });
    expect(complete("bl")).toBe("blame\tWho last set each line of an object, like git blame\n:4\n");
    expect(complete("blame", "--from", log, "vs/re")).toBe("vs/reviews\tbookinfo\n:4\n");
    expect(complete("blame", "--from", log, "-n", "pay")).toBe("payments\n:4\n");
    expect(complete("blame", "--from", "missing.log", "vs/")).toBe(":4\n");
  });

  it("completes in bash", () => {
    const typed = "kubectl-meshaudit blame --from $LOG vs/re";
    const script = `eval "$(kubectl-meshaudit completion bash)"; COMP_LINE="${typed}"; COMP_POINT=\${#COMP_LINE}; _kubectl_meshaudit 2>/dev/null; echo "\${COMPREPLY[*]}"`;
    mkdirSync(join(folder, "links"), { recursive: true });
    const { stdout } = shell(`ln -sf ${program} links/kubectl-meshaudit; PATH=$PWD/links:$PATH; ${script}`);
    expect(stdout).toBe("vs/reviews\n");
  });
});

describe("on a terminal", () => {
  const hasScript = shell("script --version").status === 0;

  it.skipIf(!hasScript).each([40, 60, 100])("fits %i columns", (columns) => {
    for (const words of [
      "who-changed vs -A",
      "what-changed --at 2026-11-24T12:19:22Z --window 1m",
      "blame vs/reviews",
      "history vs/reviews --attempts",
    ]) {
      const command = `stty cols ${columns} rows 50; ${process.execPath} ${program} ${words} --from ${log} --color never`;
      const { stdout } = shell(`script -qec '${command}' /dev/null </dev/null`);
      const lines = stdout.split(/\r?\n/);
      expect(lines.length).toBeGreaterThan(10);
      expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
    }
  });
});

describe("a hostile log", () => {
  const evil = "\u001b]0;owned\u0007\u001b[2J\u202e\u009b31m\u2028 x";
  const lines = gunzipSync(readFileSync(log)).toString().split("\n");
  const path = join(folder, "hostile.log");
  writeFileSync(
    path,
    lines
      .map((line) =>
        line
          .replaceAll("alice@example.com", JSON.stringify(`alice${evil}`).slice(1, -1))
          .replaceAll("watch the error rate", JSON.stringify(evil).slice(1, -1)),
      )
      .join("\n"),
  );
  const unsafeIn = (text: string): string[] => text.split("\n").filter(isUnsafe);

  it.each([
    ["who-changed", "vs/reviews"],
    ["who-changed", "vs/reviews", "-o", "wide"],
    ["who-changed", "vs/reviews", "-o", "json"],
    ["who-changed", "vs/reviews", "-o", "yaml"],
    ["who-changed", "vs/reviews", "-o", "custom-columns=W:.actor.user"],
    ["who-changed", "vs/reviews", "-o", "jsonpath={.changes[*].actor.user}"],
    ["history", "vs/reviews", "--attempts"],
    ["blame", "vs/reviews"],
    ["diff", "vs/reviews"],
    ["show", "vs/reviews", "--at", "2026-11-24T12:20:00Z"],
    ["restore", "vs/reviews", "--at", "2026-11-24T12:20:00Z"],
    ["what-changed", "--at", "2026-11-24T12:19:05Z", "--window", "1m"],
    ["who-changed", `vs/${evil}`],
    [`${evil}`],
    ["who-changed", "vs/reviews", "--since", evil],
  ])("sends a terminal nothing but text: %j", (...args) => {
    const { stdout, stderr } = run([...args, "--from", path]);
    expect(stdout + stderr).not.toBe("");
    expect(unsafeIn(stdout)).toEqual([]);
    expect(unsafeIn(stderr)).toEqual([]);
  });

  it("keeps values in JSON and manifests what they are", () => {
    const json = JSON.parse(run(["who-changed", "vs/reviews", "--from", path, "-o", "json"]).stdout) as {
      changes: { actor: { user: string } }[];
    };
    expect(json.changes.at(-1)?.actor.user).toBe(`alice${evil}`);
    const manifest = parse(run(["restore", "vs/reviews", "--at", "2026-11-24T12:20:00Z", "--from", path]).stdout) as unknown;
    expect(manifest).toMatchObject({ metadata: { annotations: { note: evil } } });
  });
});

describe("the entry file", () => {
  /** A Node below the floor on PATH, as many machines have. */
  const old = (process.env["PATH"] ?? "")
    .split(":")
    .map((path) => join(path, "node"))
    .find((path) => /^v(?:20|21|22\.(?:[0-9]|1[0-8]))\./.test(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? ""));

  it.skipIf(old === undefined)("goes on in the newer Node beside it", () => {
    const { status, stdout } = spawnSync(old ?? "", [program, "version", "-o", "jsonpath={.node}"], { encoding: "utf8", env, cwd: folder });
    expect({ status, stdout }).toEqual({ status: 0, stdout: process.version });
  });

  it.skipIf(old === undefined)("says what it needs where there is none", () => {
    const alone = join(folder, "alone/bin");
    mkdirSync(alone, { recursive: true });
    writeFileSync(join(alone, "kubectl-meshaudit.cjs"), readFileSync(program));
    const { status, stderr } = spawnSync(old ?? "", [join(alone, "kubectl-meshaudit.cjs"), "version"], {
      encoding: "utf8",
      env,
      cwd: folder,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: meshaudit needs Node 22\.19 or newer, and this is \d+\.\d+\.\d+\nhint: .*\n$/);
  });
});
