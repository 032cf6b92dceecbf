import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realLines } from "../testing/real-log.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { openWorkplace, type Workplace } from "../store/segments/testing/stored-segments.ts";
import { answerTask } from "./answer-task.ts";
import type { AskedPlan, ChildTask, FromChild } from "./child-task.ts";
import { withChild, type ChildAnswer } from "./run-child.ts";

/** The child as it is built, but from its source. */
const child = {
  command: process.execPath,
  args: ["--conditions=meshaudit-source", fileURLToPath(new URL("query-child.ts", import.meta.url))],
  env: {},
};

let workplace: Workplace;
let folder: string;
let task: ChildTask;
beforeAll(async () => {
  workplace = await openWorkplace();
  folder = mkdtempSync(join(tmpdir(), "meshaudit-lock-down-"));
  const segments = await workplace.seal(realLines.slice(0, 50).map((line) => JSON.parse(line.toString()) as AuditEvent));
  task = {
    threads: 1,
    memoryLimitMB: 256,
    scratch: folder,
    log: { segments: segments.map(({ path }) => join(workplace.paths.logstore, path)), lines: null, columns: [] },
    requests: true,
    trustedProxies: [],
    changes: false,
    places: { country: null, city: null, asn: null, risky: null, cluster: [] },
    placeColumns: [],
    timeZone: "UTC",
  };
});
afterAll(async () => {
  await workplace.leave();
  rmSync(folder, { recursive: true });
});

const noChanges = (): never => {
  throw new Error("no changes are asked about");
};

const raw = (sql: string): AskedPlan => ({ plan: { sql, count: null, steps: [] }, changes: false, rows: null, bytes: 1 << 20 });

/** Runs SQL as it stands, past the language that would refuse it, in a process of its own. */
const run = (sql: string, changed: Partial<AskedPlan & ChildTask> = {}, millis = 20_000): Promise<ChildAnswer> =>
  withChild(child, Promise.resolve({ ...task, ...changed }), null, millis, async (ask) => {
    const [answer] = await ask([{ ...raw(sql), ...changed }]);
    if (answer === undefined) throw new Error("there is no answer");
    return answer;
  });

/** The same in this process, which is quicker; what the last word was. */
const lastWord = async (sql: string): Promise<FromChild | undefined> => {
  const said: FromChild[] = [];
  await answerTask(task, noChanges, [raw(sql)], (message) => said.push(message));
  return said.at(-1);
};

const segment = (): string => task.log?.segments[0] ?? "";

/** `{segment}` stands for a file that may be read, `{folder}` for a folder that may be written to. */
const escapes = [
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM read_blob('/etc/passwd')",
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_json('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  "SELECT * FROM read_parquet('{folder}/*')",
  "SELECT * FROM read_parquet('{segment}/../../../**')",
  "SELECT * FROM glob('/etc/*')",
  "SELECT * FROM read_text('{folder}/link')",
  "SELECT * FROM read_csv('https://example.com/x.csv')",
  "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
  "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
  "WITH a AS (SELECT * FROM read_text('/proc/self/environ')) SELECT * FROM a",
  "SELECT (SELECT content FROM read_text('/etc/passwd'))",
  "SELECT getenv('PATH')",
  "SELECT * FROM sniff_csv('/etc/passwd')",
  "SELECT * FROM json_execute_serialized_sql('{}')",
  "SELECT * FROM sqlite_scan('x', 'y')",
  "COPY (SELECT 1) TO '{folder}/out.csv'",
  "COPY (SELECT 1 AS a) TO '{segment}' (FORMAT parquet, USE_TMP_FILE false)",
  "COPY log FROM '/etc/passwd'",
  "EXPORT DATABASE '{folder}/all'",
  "IMPORT DATABASE '{folder}/all'",
  "ATTACH '{folder}/x.db'",
  "DETACH memory",
  "USE memory",
  "INSTALL httpfs",
  "LOAD httpfs",
  "LOAD json",
  "FORCE INSTALL httpfs FROM 'http://example.com'",
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "RESET allowed_paths",
  "SET memory_limit = '100GB'",
  "SET temp_directory = '{folder}'",
  "PRAGMA enable_logging",
  "PRAGMA memory_limit='100GB'",
  "CALL enable_logging('QueryLog')",
  "CHECKPOINT",
  "CREATE TABLE x (a INT)",
  "CREATE OR REPLACE VIEW log AS SELECT 1",
  "CREATE SECRET s (TYPE s3)",
  "CREATE MACRO m() AS 1",
  "DROP VIEW log",
  "INSERT INTO ip_places VALUES (1)",
  "DELETE FROM ip_places",
  "UPDATE ip_places SET ip = ''",
  "ALTER TABLE ip_places RENAME TO x",
  "PREPARE p AS SELECT 1",
  "EXECUTE p",
  "BEGIN",
  "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'",
  "SELECT 1; COPY (SELECT 1) TO '{folder}/out.csv'",
  "SELECT 1; SELECT 2",
  "SELECT 1 /* ; */ ; SET threads = 8 --",
  "",
];

describe("the process that answers queries", { timeout: 60_000 }, () => {
  it("reads the log, and requests made of it", async () => {
    expect((await run("SELECT count(*) FROM log")).rows).toEqual([[50]]);
    const [[requests] = []] = (await run("SELECT count(DISTINCT id) FROM requests")).rows;
    const ids = new Set(realLines.slice(0, 50).map((line) => (JSON.parse(line.toString()) as AuditEvent).auditID));
    expect(requests).toBe(ids.size);
  });

  it("refuses to do anything else", async () => {
    symlinkSync("/etc/passwd", join(folder, "link"));
    const before = createHash("sha256").update(readFileSync(segment())).digest("hex");
    const done: string[] = [];
    for (const escape of escapes) {
      const word = await lastWord(escape.replaceAll("{segment}", segment()).replaceAll("{folder}", folder));
      if (word?.kind !== "failed" || word.at !== "answering" || word.why !== "engine") done.push(escape);
    }
    expect(done).toEqual([]);
    expect(createHash("sha256").update(readFileSync(segment())).digest("hex")).toBe(before);
  });

  it.each(escapes.filter((_, at) => at % 14 === 0))("says so to whoever started it: %s", async (escape) => {
    await expect(run(escape)).rejects.toMatchObject({ code: "query-invalid" });
  });

  it("is as careful with what a plan keeps or looks up first", async () => {
    const sql = "COPY (SELECT 1) TO '/tmp/out.csv'";
    for (const step of [{ kind: "keep", name: "a", sql } as const, { kind: "look up" as const, columns: [], sql }])
      await expect(run("", { plan: { sql: "SELECT 1", count: null, steps: [step] } })).rejects.toMatchObject({ code: "query-invalid" });
  });

  it("answers many questions over the same tables, each from what it kept itself", async () => {
    const keeping = (sql: string): AskedPlan => ({
      ...raw("SELECT * FROM kept1"),
      plan: { sql: "SELECT * FROM kept1", count: null, steps: [{ kind: "keep", name: "kept1", sql }] },
    });
    const [first, second, third] = await withChild(child, Promise.resolve(task), null, 20_000, async (ask) => [
      ...(await ask([keeping("SELECT 1"), keeping("SELECT 2")])),
      ...(await ask([raw("SELECT count(verb) > 0 FROM requests")])),
    ]);
    expect([first?.rows, second?.rows, third?.rows]).toEqual([[[1]], [[2]], [[true]]]);
  });

  it("is stopped at the bounds of time and memory, and says where rows are cut", async () => {
    await expect(run("SELECT count(*) FROM range(1000000000000) a, range(1000000) b", {}, 500)).rejects.toMatchObject({
      code: "query-stopped",
      message: expect.stringContaining("0.5 seconds"),
    });
    await expect(run("SELECT list(a || repeat('x', 100)) FROM range(100000000) t(a)", { memoryLimitMB: 64 })).rejects.toMatchObject({
      code: "query-stopped",
      message: expect.stringContaining("64 MB"),
    });
    expect(await run("SELECT auditID FROM log", { rows: 7 })).toMatchObject({ cut: "rows", rows: { length: 7 } });
    expect(await run("SELECT auditID FROM log", { bytes: 200 })).toMatchObject({ cut: "bytes" });
  });
});
