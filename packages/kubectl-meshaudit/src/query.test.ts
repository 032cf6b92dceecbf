// Asks the built program for rows of the log as a person or a script does. `npm test` builds it first.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { isUnsafe } from "@meshaudit/client";
import { bookshopLog, builtProgram } from "./testing/built-program.ts";
import { commandExecution, failedAccess, withoutSystem } from "./testing/seed-statements.ts";

const { folder, run } = builtProgram("query");
afterAll(() => rmSync(folder, { recursive: true }));

const query = (...args: string[]) => run(["query", "--utc", "--from", bookshopLog, ...args]);

/** The rows of a query, and how many there are in all. */
const rowsOf = async (...args: string[]): Promise<{ rows: { [column: string]: unknown }[]; count: number; cut: boolean }> => {
  const { status, stdout, stderr } = await query("-o", "json", ...args);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Awaited<ReturnType<typeof rowsOf>>;
};

const lines = gunzipSync(readFileSync(bookshopLog)).toString().trim().split("\n");

/** Writes a log of requests from addresses, each so many times with a status, and gives its path. */
const logOf = (name: string, requests: [sourceIPs: string[], code: number, times: number][], changed: object = {}): string => {
  const at = "2026-11-24T12:00:00.000000Z";
  const events = requests.flatMap(([sourceIPs, code, times]) =>
    Array.from({ length: times }, (_, index) => ({
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      level: "Metadata",
      stage: "ResponseComplete",
      verb: "get",
      requestURI: "/api",
      auditID: `${sourceIPs.join()} ${code} ${index}`,
      user: { username: "system:anonymous" },
      sourceIPs,
      responseStatus: { code },
      requestReceivedTimestamp: at,
      stageTimestamp: at,
      ...changed,
    })),
  );
  const path = join(folder, name);
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return path;
};

describe("the statements that Simple Log Service's users have", { timeout: 60_000 }, () => {
  it("1 and 2: what a user did, and what was done to a resource, by their names", async () => {
    const carol = await rowsOf("carol@example.com");
    expect(carol.count).toBe(lines.filter((line) => line.includes("carol@example.com")).length);
    expect((await rowsOf("reviews")).count).toBe(64);
    const times = carol.rows.map(({ time }) => String(time));
    expect(times).toEqual(times.toSorted().reverse());
  });

  it("3: what system components did not do", async () => {
    const system = /^system:(?:node|serviceaccount|apiserver|kube-scheduler|kube-controller-manager)\b/;
    const users = lines.map((line) => (JSON.parse(line) as { user: { username?: string } }).user.username ?? "");
    const { count, cut, rows } = await rowsOf(...withoutSystem.split(" "));
    expect({ count, cut, shown: rows.length }).toEqual({ count: users.filter((user) => !system.test(user)).length, cut: true, shown: 100 });
  });

  it("4: who ran commands in containers, of those that kubectl sent as a create", async () => {
    const ran = { Resource: "/api/v1/namespaces/bookinfo/pods/web", "Status code": 404, Username: "alice@example.com" };
    const common = { ...ran, "Operation time": "2026-11-24 12:19:21", "Source IP address": "127.0.0.1" };
    const shell = "command=sh&command=-c&command=cat+%2Fetc%2Fpasswd&container=c&stderr=true&stdout=true";
    const { rows } = await rowsOf(commandExecution);
    expect(rows.toSorted((a, b) => String(a["Event ID"]).localeCompare(String(b["Event ID"])))).toEqual([
      { ...common, "Event ID": "18fab727-e1a9-43b1-ac0a-7b493a79c8f8", Command: shell },
      { ...common, "Event ID": "b6a01485-59a1-48be-8203-e77b5a7382d8", Command: "command=id&container=c&stderr=true&stdout=true" },
    ]);
    const documented = await rowsOf(commandExecution.replace("verb : create", "(verb: create or verb: get)"));
    expect(documented.rows).toContainEqual({ ...common, "Event ID": "f8c30597-405d-401e-a176-08cf8346b563", Command: shell });
    expect(documented.rows).toHaveLength(3);
  });

  it("5 as printed names a column that it has not: the answer marks the place and names the near one", async () => {
    const { status, stdout, stderr } = await query(failedAccess);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [shown = "", caret = ""] = stderr.split("\n");
    expect(shown.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe('"Number of connections"');
    expect(stderr).toContain('error: line 6, column 81: there is no column "Number of connections"');
    expect(stderr).toMatch(/\nhint: .*"Number of Internet connection requests"/);
  });

  it("5 with the name put right: who fails to get in from the Internet, from which country, and whether that is known as bad", async () => {
    const log = logOf("internet.log", [
      [["8.8.8.8"], 403, 9],
      [["8.8.8.8"], 200, 3],
      [["1.1.1.1"], 200, 20],
      [["2001:4860:4860::8888"], 401, 11],
      [["10.0.0.1"], 401, 50],
      [["8.8.8.8", "10.0.0.1"], 401, 50],
    ]);
    const risky = join(folder, "risky.txt");
    writeFileSync(risky, "# scanners\n8.8.8.0/24\n");
    const text = failedAccess.replaceAll('"Number of connections"', '"Number of Internet connection requests"');
    const { stdout, stderr } = await run(["query", "--from", log, "-o", "json", text], { env: { MESHAUDIT_RISKY_ADDRESSES: risky } });
    const unknown = { Province: null, City: null, ISP: null, Country: "United States" };
    expect((JSON.parse(stdout) as { rows: unknown }).rows).toEqual([
      {
        ...unknown,
        "Source IP address": "8.8.8.8",
        "Number of Internet connection requests": 12,
        "Connection failure rate": 75,
        "Number of unauthorized Internet connection requests": 9,
        "Whether the IP address is risky": "yes",
      },
      {
        ...unknown,
        "Source IP address": "2001:4860:4860::8888",
        "Number of Internet connection requests": 11,
        "Connection failure rate": 100,
        "Number of unauthorized Internet connection requests": 0,
        "Whether the IP address is risky": "no",
      },
    ]);
    expect(stderr).toBe(
      "note: provinces and cities are not known here: name a database as geoip.city\n" +
        "note: networks' operators are not known here: name a database as geoip.asn\n",
    );
  });
});

describe("where addresses are", { timeout: 60_000 }, () => {
  it("is said by the files that the config file names, and by the cluster's own ranges", async () => {
    const config = join(folder, "config", "meshaudit");
    mkdirSync(config, { recursive: true });
    writeFileSync(join(config, "risky.txt"), "1.1.1.1\n");
    const log = logOf("places.log", [
      [["8.8.8.8"], 200, 1],
      [["1.1.1.1"], 200, 1],
    ]);
    const mesh = { name: "shop", sources: [log], clusterCIDRs: ["8.8.0.0/16"] };
    writeFileSync(
      join(config, "config.yaml"),
      JSON.stringify({ meshes: [mesh], riskyAddresses: "risky.txt", geoip: { asn: "none.mmdb" } }),
    );
    const text =
      "* | SELECT actor.ip AS ip, ip_to_country(actor.ip) AS country, ip_to_domain(actor.ip) AS domain, security_check_ip(actor.ip) AS risky FROM requests ORDER BY ip";
    const { stdout, stderr } = await run(["query", text, "-o", "csv"]);
    expect({ stdout, stderr }).toEqual({
      stdout: "ip,country,domain,risky\n1.1.1.1,Australia,internet,1\n8.8.8.8,,intranet,0\n",
      stderr: "",
    });
    expect((await run(["query", "* | SELECT ip_to_provider('8.8.8.8') AS p"])).stderr).toContain(
      `${join(config, "none.mmdb")} cannot be read`,
    );
    rmSync(config, { recursive: true });
  });
});

describe("how rows are shown", { timeout: 60_000 }, () => {
  const byVerb = `* | SELECT verb, count(*) AS n, max(stageTimestamp) AS last, 0.5 AS half, NULL AS nothing FROM log WHERE verb IN ('patch', 'delete') GROUP BY verb ORDER BY verb`;
  const n = (verb: string): number => lines.filter((line) => line.includes(`"verb":"${verb}"`)).length;

  it("is a table, JSON or CSV of the same rows", async () => {
    const { rows } = await rowsOf(byVerb);
    expect(rows).toMatchObject([
      { verb: "delete", n: n("delete"), half: 0.5, nothing: null },
      { verb: "patch", n: n("patch") },
    ]);
    const csv = (await query(byVerb, "-o", "csv")).stdout.split("\n");
    expect(csv[0]).toBe("verb,n,last,half,nothing");
    expect(csv[1]).toMatch(new RegExp(`^delete,${n("delete")},2026-11-24T12:\\d\\d:\\d\\d\\.\\d+Z,0\\.5,$`));
    const table = (await query(byVerb)).stdout.split("\n");
    expect(table[0]).toMatch(/^verb +n +last +half +nothing$/);
    expect(table[2]).toMatch(new RegExp(`^patch +${n("patch")} +2026-11-24T12:\\d\\d:\\d\\d\\.\\d{3}Z +0\\.5$`));
    expect((await query(byVerb, "-o", "csv", "--no-headers")).stdout.split("\n")).toHaveLength(3);
  });

  it("of a search is an event a line, and what was left out is said", async () => {
    const { stdout } = await query("verb: patch", "--limit", "2");
    const shown = stdout.trim().split("\n");
    expect(shown).toHaveLength(4);
    expect(shown[3]).toContain(`2 of ${n("patch")} rows; all of them: --limit 0`);
    expect(await rowsOf("verb: patch", "--limit", "2")).toMatchObject({ cut: true, count: n("patch"), rows: { length: 2 } });
    expect(await rowsOf("verb: patch", "--limit", "0")).toMatchObject({ cut: false, rows: { length: n("patch") } });
    const some = (await query("* | SELECT auditID", "--limit", "3")).stdout;
    expect(some).toContain("the first 3 rows; all of them: --limit 0");
  });

  it("is what would be run, and nothing is, with --explain", async () => {
    const { status, stdout } = await run(["query", "--explain", "verb: delete | SELECT count(*) AS n"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^SELECT .*count\(.*;\n$/s);
    expect((await run(["query", "--explain", "* | SELECT verbb"])).stderr).toContain("verb");
  });

  it("is the same for a query in a file and on standard input", async () => {
    const path = join(folder, "by-verb.sql");
    writeFileSync(path, byVerb);
    const { stdout } = await query(byVerb);
    expect((await query("-f", path)).stdout).toBe(stdout);
    expect((await run(["query", "--utc", "--from", bookshopLog, "-f", "-"], { input: byVerb })).stdout).toBe(stdout);
    expect(await query("-f", path, "verb")).toMatchObject({ status: 1, stderr: expect.stringContaining("given twice") as string });
    expect(await query("-f", "missing.sql")).toMatchObject({ status: 1, stderr: expect.stringContaining("missing.sql") as string });
    expect(await query()).toMatchObject({ status: 1, stderr: expect.stringContaining("query needs a query") as string });
  });

  it("is safe where a stranger wrote the text", async () => {
    const evil = `=HYPERLINK("http://example.com")\u001b]0;owned\u0007\u202e\u009b31m`;
    const log = logOf("hostile.log", [[["8.8.8.8"], 200, 1]], { userAgent: evil, user: { username: "@SUM(1+1)" } });
    const ask = (...args: string[]) =>
      run(["query", "--from", log, "* | SELECT userAgent, user.username, '-1' AS minus, -1 AS number", ...args]);
    for (const args of [[], ["-o", "csv"], ["-o", "json"], ["-o", "yaml"]]) {
      const { stdout } = await ask(...args);
      expect(stdout.split("\n").filter(isUnsafe), args.join(" ")).toEqual([]);
    }
    const [, row = ""] = (await ask("-o", "csv")).stdout.split("\n");
    expect(row).toMatch(/^"'=HYPERLINK\(""http:\/\/example\.com""\).*",'@SUM\(1\+1\),'-1,-1$/);
    expect((JSON.parse((await ask("-o", "json")).stdout) as { rows: object[] }).rows).toMatchObject([{ userAgent: evil }]);
    const { stderr } = await run(["query", "--from", log, `* | SELECT "${evil.replaceAll('"', "")}"`]);
    expect(stderr).toMatch(/^error: |\nerror: /);
    expect(stderr.split("\n").filter(isUnsafe)).toEqual([]);
  });
});

describe("the words of a query", { timeout: 60_000 }, () => {
  it("stay in their order, though some stand twice or are a flag's value too", async () => {
    const words = ["verb:", "delete", "or", "verb:", "patch"];
    const { stdout } = await run(["query", "--explain", words.join(" ")]);
    expect((await run(["query", "--explain", ...words])).stdout).toBe(stdout);
    expect((await run(["query", "--from", "verb:", "--explain", ...words])).stdout).toBe(stdout);
    expect((await run(["who-changed", "-n", "reviews", "vs", "reviews", "--from", bookshopLog])).stderr).toContain(
      "VirtualService reviews/reviews was never seen",
    );
  });
});

describe("saved queries", { timeout: 60_000 }, () => {
  it("are kept in the config file, listed, run and forgotten by their names", async () => {
    const text = "verb: patch | SELECT count(*) AS n -- all of them";
    expect((await run(["query", "--list"])).stdout).toContain("no query is saved");
    const saved = await run(["query", "--save", "patches", text]);
    expect(saved.stdout).toMatch(/^saved as patches in .*config\.yaml\nrun it: kubectl meshaudit query --saved patches\n$/);
    expect((await rowsOf("--saved", "patches")).rows).toEqual([{ n: lines.filter((line) => line.includes('"verb":"patch"')).length }]);
    expect((await run(["query", "--list"])).stdout).toBe(`NAME     QUERY\npatches  ${text}\n`);
    expect(JSON.parse((await run(["query", "--list", "-o", "json"])).stdout)).toMatchObject({
      kind: "SavedQueryList",
      items: [{ name: "patches", query: text }],
    });
    expect(await query("--saved", "patchs")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("did you mean patches?") as string,
    });
    expect(await query("--saved", "patches", "verb")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("given twice") as string,
    });
    expect((await run(["query", "--forget", "patches"])).status).toBe(0);
    expect(await query("--saved", "patches")).toMatchObject({ status: 1, stderr: expect.stringContaining("query --list") as string });
  });

  it("make sense when they are saved", async () => {
    const { status, stderr } = await run(["query", "--save", "wrong", "* | SELECT verbb"]);
    expect(status).toBe(1);
    expect(stderr).toContain('there is no column "verbb"');
    expect((await run(["query", "--save", "a b", "*"])).stderr).toContain("is no name for a query");
    expect((await run(["query", "--list"])).stdout).toContain("no query is saved");
  });
});

describe("a query that is no good", { timeout: 60_000 }, () => {
  it.each([
    ["* | SELECT verbb FROM log", "verbb", 'error: line 1, column 12: there is no column "verbb"', "verb"],
    ["* | SELECT verb\nFROM logg", "logg", "error: line 2, column 6: there is no table", "log"],
    ["* | SELECT cuont(verb)", "cuont", 'error: line 1, column 12: there is no function "cuont"', "count"],
    ["user.usernam: alice", "user.usernam", "error: line 1, column 1: ", "user.username"],
    ["* | SELECT actor.usr FROM requests", "actor.usr", "error: line 1, column 12: ", "actor.user"],
  ])("%j: the place is marked, and what is near is named", async (text, wrong, error, near) => {
    const { status, stdout, stderr } = await query(text);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const at = stderr.split("\n").findIndex((line) => /^ *\^+$/.test(line));
    const [shown = "", caret = ""] = stderr.split("\n").slice(at - 1);
    expect(shown.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe(wrong);
    expect(stderr).toContain(error);
    expect(stderr).toMatch(new RegExp(`\\nhint: .*\\b${near.replace(".", "\\.")}\\b`));
  });

  it("is stopped when it takes too long, and leaves nothing behind", async () => {
    const before = Date.now();
    const slow = "* | SELECT count(*) FROM log a, log b, log c, log d WHERE a.auditID < b.auditID AND c.verb <> d.requestURI";
    const { status, stderr } = await query(slow, "--timeout", "300ms");
    expect(stderr).toMatch(/^error: the query took longer than 0\.3 seconds, and was stopped\nhint: .*--timeout/);
    expect(status).toBe(1);
    expect(Date.now() - before).toBeLessThan(20_000);
  });

  it.each([
    ["MESHAUDIT_GEOIP_CITY", "missing.mmdb", "ip_to_city", /^error: the database .*missing\.mmdb cannot be read \(ENOENT\)\nhint: /],
    ["MESHAUDIT_GEOIP_ASN", bookshopLog, "ip_to_provider", /^error: the database .*audit\.log\.gz is none in MaxMind's format/],
    ["MESHAUDIT_RISKY_ADDRESSES", bookshopLog, "security_check_ip", /^error: line 1 of the list of risky addresses .* is no address/],
  ])("names a file that addresses are known by, and that is of no use: %s", async (name, path, call, error) => {
    const ask = (text: string) => run(["query", "--from", bookshopLog, text], { env: { [name]: path } });
    expect(await ask(`* | SELECT ${call}('8.8.8.8') AS a`)).toMatchObject({ status: 1, stderr: expect.stringMatching(error) as string });
    // Who does not ask for it is not kept from an answer.
    expect(await ask("* | SELECT ip_to_domain('8.8.8.8') AS a")).toMatchObject({ status: 0 });
  });
});
