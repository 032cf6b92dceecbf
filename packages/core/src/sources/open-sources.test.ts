import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { realLines } from "../testing/real-log.ts";
import { openSources } from "./open-sources.ts";

const log = Buffer.from(`${realLines.slice(0, 20).map(String).join("\n")}\n`);

/** A folder with files; a name that ends in a slash is a folder. */
function folderOf(files: { [name: string]: string | Uint8Array }): string {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
  for (const [name, content] of Object.entries(files)) {
    if (name.includes("/")) mkdirSync(join(folder, name, name.endsWith("/") ? "" : ".."), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(folder, name), content);
  }
  return folder;
}

const open = async (files: { [name: string]: string | Uint8Array }, ...specs: string[]) =>
  openSources(specs, { stdin: null, cwd: folderOf(files) });
const names = async (files: { [name: string]: string | Uint8Array }, ...specs: string[]): Promise<string[]> =>
  (await open(files, ...specs)).map(({ name }) => name);

describe("sources", () => {
  it("are files, told by their content and not by their names", async () => {
    const files = {
      "a.log": log,
      "b.log": gzipSync(log),
      c: zstdCompressSync(log),
      "d.json": `\ufeff${JSON.stringify(
        realLines.slice(0, 2).map((line) => JSON.parse(String(line))),
        null,
        2,
      )}`,
    };
    const sources = await open(files, "a.log", "b.log", "c", "d.json");
    expect(sources.map(({ file }) => [file?.compression, file?.documents])).toEqual([
      ["none", false],
      ["gzip", false],
      ["zstd", false],
      ["none", true],
    ]);
  });

  it("are patterns", async () => {
    const files = { "a.log": log, "b.log": log, "c.txt": "no log", ".d.log": log, "x/e.log": log, "x/y/f.log": log };
    expect(await names(files, "*.log")).toEqual(["a.log", "b.log"]);
    expect(await names(files, "[!b].log", "{a,b}.log")).toEqual(["a.log", "b.log"]);
    expect(await names(files, "**/?.log")).toEqual(["a.log", "b.log", "x/e.log", "x/y/f.log"]);
    expect(await names(files, "x/**")).toEqual(["x/e.log", "x/y/f.log"]);
  });

  it("are directories: the audit logs in them, each rotated set in the order it was written", async () => {
    const files = {
      "logs/audit.log": log,
      "logs/audit-2026-11-24T12-00-00.000.log": log,
      "logs/audit-2026-11-23T12-00-00.000.log.gz": gzipSync(log),
      "logs/other.log": "I1124 12:00:00.000000       1 server.go:1] hello\n",
      "logs/empty.log": "",
      "logs/manifest.yaml": "apiVersion: v1\nkind: Pod\n",
      "logs/zz.log.2.gz": gzipSync(log),
      "logs/zz.log.1": log,
      "logs/zz.log": log,
    };
    const expected = [
      "audit-2026-11-23T12-00-00.000.log.gz",
      "audit-2026-11-24T12-00-00.000.log",
      "audit.log",
      "zz.log.2.gz",
      "zz.log.1",
      "zz.log",
    ];
    expect(await names(files, "logs")).toEqual(expected.map((name) => join("logs", name)));
    expect(await openSources(["."], { stdin: null, cwd: join(folderOf(files), "logs") })).toHaveLength(expected.length);
  });

  it("leave out a half-written .gz whose source still stands beside it", async () => {
    const files = {
      "audit-2026-11-24T12-00-00.000.log": log,
      "audit-2026-11-24T12-00-00.000.log.gz": gzipSync(log).subarray(0, 50),
      "audit.log": log,
    };
    for (const spec of [".", "*"]) expect((await names(files, spec)).map((name) => name.endsWith(".gz"))).toEqual([false, false]);
  });

  it("are read once, however often they are named", async () => {
    const folder = folderOf({ "audit.log": log });
    symlinkSync(join(folder, "audit.log"), join(folder, "link.log"));
    expect(await openSources(["audit.log", "./audit.log", "*.log", folder, "link.log"], { stdin: null, cwd: folder })).toHaveLength(1);
  });

  it("are standard input", async () => {
    const [source] = await openSources(["-", "-"], { stdin: (async function* () {})(), cwd: "/" });
    expect(source).toMatchObject({ name: "stdin", file: null });
  });
});

describe("a source that cannot be used", () => {
  const manifest = "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: reviews\n";
  const policy = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n";

  it.each<[string, { [name: string]: string | Uint8Array }, string, string, RegExp]>([
    ["is not there", {}, "audit.log", "source-missing", /there is no audit.log/],
    ["matches nothing", {}, "*.log", "source-missing", /no file matches \*\.log/],
    ["is stdin without a pipe", {}, "-", "source-missing", /nothing is piped/],
    ["is empty", { a: "" }, "a", "source-empty", /a is empty/],
    ["is packed emptiness", { a: gzipSync("") }, "a", "source-empty", /a holds nothing/],
    ["is a directory without files", { "d/": "" }, "d", "source-empty", /the directory d has no files/],
    [
      "is a directory without logs",
      { "d/x": "text" },
      "d",
      "source-not-audit",
      /the directory d holds no audit log \(looked into 1 file\)/,
    ],
    ["is a manifest", { a: manifest }, "a", "source-not-audit", /looks like a YAML manifest \(kind VirtualService\)/],
    ["is an audit policy", { a: policy }, "a", "source-not-audit", /looks like an audit policy/],
    ["is a component's own log", { a: "I1124 12:00:00.000000       1 server.go:1] hello\n" }, "a", "source-not-audit", /klog/],
    ["is a program", { a: Buffer.from("\x7fELF\x02\x01\x01\0\0\0\0\0") }, "a", "source-not-audit", /looks like a program/],
    ["is binary", { a: Buffer.from([1, 2, 0, 255, 254]) }, "a", "source-not-audit", /looks like binary data/],
    ["is packed binary", { a: gzipSync(Buffer.from([1, 2, 0, 255, 254])) }, "a", "source-not-audit", /looks like binary data/],
    [
      "is JSON of another kind",
      { a: '{"kind":"PodList","apiVersion":"v1","items":[]}' },
      "a",
      "source-not-audit",
      /looks like JSON of kind PodList/,
    ],
    [
      "is kubectl get events",
      { a: '{"kind":"Event","apiVersion":"v1","reason":"Killing"}\n' },
      "a",
      "source-not-audit",
      /kubectl get events/,
    ],
    ["is another JSON log", { a: '{"level":"info","msg":"hi"}\n' }, "a", "source-not-audit", /JSON, but no audit events/],
    ["is text", { a: "hello\n" }, "a", "source-not-audit", /looks like plain text/],
  ])("says so when it %s", async (_, files, spec, code, message) => {
    await expect(open(files, spec)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/.{10}/),
    });
  });

  it.skipIf(process.getuid?.() === 0)("says so when it may not be read", async () => {
    const folder = folderOf({ "audit.log": log });
    chmodSync(join(folder, "audit.log"), 0);
    await expect(openSources(["audit.log"], { stdin: null, cwd: folder })).rejects.toMatchObject({
      code: "source-unreadable",
      message: expect.stringMatching(/permission denied/),
    });
  });
});

it("a log whose first line is long, torn or garbage is a log all the same", async () => {
  const long = JSON.stringify({ ...JSON.parse(String(realLines[0])), requestObject: "x".repeat(200_000) });
  const files = {
    long: `${long}\n`,
    torn: Buffer.concat([log.subarray(100), log]),
    garbage: `starting\nI1124 x\n${String(log)}`,
    far: `${"noise\n".repeat(20_000)}${String(log)}`,
  };
  expect(await names(files, "long", "torn", "garbage", "far")).toHaveLength(4);
});
