// Reports of the built program, as a person or a script asks for them. `npm test` builds it first.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { isUnsafe } from "@meshaudit/client";
import { widthOf } from "./terminal/width.ts";
import { bookshopLog, builtProgram } from "./testing/built-program.ts";

const { folder, run } = builtProgram("report");
afterAll(() => rmSync(folder, { recursive: true }));

const report = (...args: string[]) => run(["report", ...args, "--from", bookshopLog, "--utc"]);

const line = (event: object): string => `${JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...event })}\n`;
const request = (user: string, changed: object = {}): object => ({
  level: "Metadata",
  auditID: `id of ${user}`,
  stage: "ResponseComplete",
  requestURI: "/api/v1/namespaces/a/pods/b",
  verb: "delete",
  user: { username: user },
  sourceIPs: ["198.51.100.7"],
  objectRef: { resource: "pods", namespace: "a", name: "b", apiVersion: "v1" },
  responseStatus: { code: 200 },
  requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
  stageTimestamp: "2026-11-24T12:00:00.100000Z",
  ...changed,
});

describe("reports of the demo log", () => {
  it.each([
    [["overview"], "OverviewReport", "Overview"],
    [["user"], "OperationAuditReport", "Operation Audit"],
    [["operation-audit", "alice@example.com"], "OperationAuditReport", "Operation Audit of alice@example.com"],
    [["kinds"], "OperationOverviewReport", "Operation Overview"],
    [["kind", "vs"], "OperationDetailsReport", "Operation Details of VirtualService"],
  ])("%j is a %s", async (args, kind, title) => {
    const [text, json] = await Promise.all([report(...args), report(...args, "-o", "json")]);
    expect(text.status, text.stderr).toBe(0);
    expect(text.stdout.split("\n").slice(0, 2)).toEqual([
      title,
      expect.stringMatching(/^the whole log, Nov 24 12:18:\d\d to 12:20:\d\d UTC/),
    ]);
    expect(text.stdout).toMatch(/\nsearched 2,520 events of 1 file, .*\n$/);
    const result = JSON.parse(json.stdout) as { kind: string; totals: { requests: number } };
    expect(result.kind).toBe(kind);
    // The same number wherever it is told.
    expect(text.stdout).toContain(`\n${result.totals.requests.toLocaleString("en")} requests`);
    const { stdout } = await report(...args, "-o", "csv", "--table", "totals");
    expect(stdout).toContain(`\nrequests,${result.totals.requests}\n`);
  });

  it("count what is in the log", async () => {
    const events = gunzipSync(readFileSync(bookshopLog)).toString().trim().split("\n");
    const answered = new Map<string, number>();
    for (const text of events) {
      const { auditID, requestReceivedTimestamp, verb, requestURI, user, responseStatus } = JSON.parse(text);
      const request = [auditID, requestReceivedTimestamp, verb, requestURI, user.username].join(" ");
      if (responseStatus?.code !== undefined) answered.set(request, responseStatus.code);
    }
    const codes = [...answered.values()];
    const { stdout } = await report("overview", "-o", "jsonpath={.totals.failed} {.totals.denied} {.totals.unauthenticated}");
    const all = [codes.filter((code) => code >= 400), codes.filter((code) => code === 403), codes.filter((code) => code === 401)];
    expect(stdout).toBe(all.map(({ length }) => length).join(" "));
  });

  it("are narrowed by flags, and say so", async () => {
    const { stdout } = await report(
      "overview",
      "--by",
      "bob@example.com",
      "--outcome",
      "denied",
      "-n",
      "bookinfo",
      "--network",
      "127.0.0.0/8",
      "--no-system",
    );
    expect(stdout).toContain(
      " · in namespace bookinfo · by bob@example.com · denied · from 127.0.0.0/8 · without the system's own components\n",
    );
    expect(stdout).toMatch(/\n2 requests /);
    expect((await report("kinds", "--kind", "dr", "--code", "404")).stdout).toContain(" · of kind DestinationRule · code 404\n");
    const compared = await report("overview", "--since", "2026-11-24T12:19:10Z", "--until", "2026-11-24T12:19:20Z", "--compare");
    expect(compared.stdout).toMatch(
      /^Overview\nNov 24 12:19:10 to 12:19:20 UTC · compared with Nov 24 12:18:59 to 12:19:09 UTC\n\n *\d+ requests [▲▼=]/,
    );
  });

  it("are told in other forms too", async () => {
    const [csv, all, markdown, html] = await Promise.all([
      report("kind", "vs", "--table", "operations", "-o", "csv", "--limit", "2"),
      report("overview", "-o", "csv"),
      report("overview", "-o", "markdown", "--limit", "1"),
      report("overview", "-o", "html"),
    ]);
    expect(csv.stdout.split("\n")).toHaveLength(4);
    expect(csv.stdout).toMatch(/^time,user,verb,object,.*\n2026-11-24T12:19:22\.\d+Z,/);
    expect(all.stdout).toMatch(/^totals,Totals\ntotal,amount\nrequests,\d+\n[\s\S]*\n\ndeletions,Deletions\ntime,user,/);
    expect(markdown.stdout).toMatch(/^\*\*Overview\*\*: the whole log[\s\S]*\n\| --- \|/);
    expect(html.stdout).toMatch(/^<!doctype html>[\s\S]*"kind":"OverviewReport"[\s\S]*<\/html>\n$/);
  });

  it("give the query of each number, and it gives the same", async () => {
    const { stdout } = await report("kind", "vs", "--queries", "--table", "namespaces");
    const [, command = ""] = /as a query: kubectl meshaudit (.*)\n/.exec(stdout) ?? [];
    const shell = spawnSync("bash", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
    const rows = JSON.parse((await run([...shell.stdout.split("\0").slice(0, -1), "-o", "json"])).stdout) as {
      rows: { requests: number }[];
    };
    const amounts = [...stdout.matchAll(/█+\S* +(\d+)\n/g)].map(([, amount]) => Number(amount));
    expect(rows.rows.map(({ requests }) => requests).slice(0, amounts.length)).toEqual(amounts);
    expect(amounts.length).toBeGreaterThan(1);
  });

  it("open in the browser as a file that only the person can read", async () => {
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/xdg-open"), `#!/bin/sh\necho "$1" > "${folder}/opened"\nls -l "\${1#file://}" >> "${folder}/opened"\n`);
    chmodSync(join(folder, "bin/xdg-open"), 0o755);
    const env = { PATH: `${folder}/bin:/usr/bin:/bin`, TMPDIR: folder };
    const { status, stdout, stderr } = await run(["report", "overview", "--from", bookshopLog, "--open"], { env });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toMatch(/opened .*\/meshaudit-report-\w+\/overview\.html\n$/);
    await expect.poll(() => readFileSync(join(folder, "opened"), "utf8")).toMatch(/^file:\/\/.*overview\.html\n-rw------- /);
  });

  const hasScript = spawnSync("bash", ["-c", "script --version"]).status === 0;

  it.skipIf(!hasScript).each([60, 80, 200])("fit a terminal of %i columns", (columns) => {
    const program = `${process.execPath} ${join(import.meta.dirname, "../bin/kubectl-meshaudit.cjs")} report`;
    for (const args of ["overview", "user alice@example.com"]) {
      const command = `stty cols ${columns} rows 50; ${program} ${args} --from ${bookshopLog} --color never 2>/dev/null`;
      const env = { ...process.env, HOME: folder, TZ: "UTC" };
      const { stdout } = spawnSync("bash", ["-c", `script -qec '${command}' /dev/null </dev/null`], { encoding: "utf8", env });
      const lines = stdout.split("\r\n");
      expect(lines.length).toBeGreaterThan(30);
      expect(lines.filter((each) => widthOf(each) > columns)).toEqual([]);
    }
  });
});

describe("reports of what is hardly there, or hostile", () => {
  it("stand on one event", async () => {
    const { status, stdout } = await run(["report", "overview", "--from", "-"], { input: line(request("alice@example.com")) });
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n1 request {2,}1 user {2,}1 namespace\n[\s\S]*1 via Internet[\s\S]*1 deletion/);
  });

  it("say that there is no event, and where there are some", async () => {
    writeFileSync(join(folder, "empty.log"), "");
    expect(await run(["report", "overview", "--from", "empty.log"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is empty") as string,
    });
    const old = await report("overview", "--since", "2027-01-01");
    expect(old.status).toBe(1);
    expect(old.stderr).toMatch(/error: the log has no event in this time\nhint: it has events of .*: choose --since and --until within/);
    const quiet = await report("overview", "--since", "2026-11-24T12:19:30Z", "--until", "2026-11-24T12:19:31Z", "--code", "418");
    expect(quiet).toMatchObject({ status: 0, stdout: expect.stringContaining("\n0 requests ") as string });
  });

  it("do nothing to a terminal, a spreadsheet or a chat", async () => {
    const names = ["\u001b]0;x\u0007\u001b[31mred", '=HYPERLINK("https://example.com")', "@here <script>|`", "\u202egnp.exe", "-1+1"];
    const input = names.map((name) => line(request(name, { responseStatus: { code: 403 } }))).join("");
    const ask = (...args: string[]) => run(["report", ...args, "--from", "-"], { input });
    for (const args of [
      ["overview"],
      ["user"],
      ["user", names[0] ?? ""],
      ["overview", "-o", "wide"],
      ["overview", "-o", "json"],
      ["overview", "-o", "csv"],
    ]) {
      const { status, stdout } = await ask(...args);
      expect(status).toBe(0);
      expect(stdout.split("\n").filter(isUnsafe)).toEqual([]);
    }
    const csv = (await ask("overview", "-o", "csv", "--table", "denied")).stdout;
    expect(csv).toContain(`"'=HYPERLINK(""https://example.com"")"`);
    expect(csv).toContain(",'-1+1,");
    const markdown = (await ask("overview", "-o", "markdown")).stdout;
    expect(markdown).toContain("@\u200bhere &lt;script>");
    expect((await ask("overview", "-o", "html")).stdout).not.toContain("<script>|`");
  });
});

describe("a report that cannot be told", () => {
  it.each([
    [["usr"], 'unknown command "report usr"', "did you mean report user?"],
    [["user", "alce@example.com"], '"alce@example.com" was never seen in the log', "did you mean alice@example.com"],
    [["kind", "virtualservces"], '"virtualservces" is no resource type', "did you mean virtualservices?"],
    [["overview", "--network", "internt"], '--network: "internt" is no network', "did you mean internet?"],
    [["overview", "--network", "10.0.0.0/33"], '--network: "10.0.0.0/33" is no network', "such as 10.0.0.0/8"],
    [["overview", "--outcome", "bad"], "--outcome=bad is none of succeeded, failed, denied", "report overview --help"],
    [["overview", "--code", "1"], "--code: ", "report overview --help"],
    [["overview", "--compare"], "--compare needs --since", "--since 24h --compare"],
    [["overview", "--since", "12:00", "--until", "2020-01-01"], "--since is after --until", "turn them round"],
    [["overview", "--table", "deletion"], 'this report has no table "deletion"', "did you mean deletions?"],
    [["overview", "--table", "deletions", "-o", "json"], "--table does not go with -o json", "csv"],
    [["overview", "-o", "name"], "a report has no name form", "markdown, html"],
    [["overview", "--user", "alice"], "--user names a user of the kubeconfig", "--by USER"],
    [["user", "a", "b"], "one name is enough, 2 are given: a, b", "one after the other"],
    [["overview", "--limt", "1"], "unknown flag: --limt", "did you mean --limit"],
  ])("%j", async (args, message, hint) => {
    const { status, stdout, stderr } = await report(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain("    at ");
  });

  it("of a collector is refused", async () => {
    const { stderr } = await run(["report", "overview", "--from", "https://collector.example.com"]);
    expect(stderr).toContain("error: a collector cannot be queried\nhint: query its store");
  });

  it("says what reports there are where none is named", async () => {
    const { status, stdout } = await run(["report"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/report overview .*\n[\s\S]*report operation-details/);
  });
});
