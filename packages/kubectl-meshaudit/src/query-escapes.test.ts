// What strangers send to read a file, to reach a network, to see or change a setting, to write: through the built program, as they would.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { builtProgram } from "./testing/built-program.ts";

const { folder, run } = builtProgram("escapes");
afterAll(() => rmSync(folder, { recursive: true }));

const secret = "never to be told";
writeFileSync(join(folder, "secret.csv"), `a,b\n${secret},1\n`);
writeFileSync(join(folder, "secret.json"), JSON.stringify({ a: secret }));
const log = join(folder, "audit.log");
const at = "2026-11-24T12:00:00.000000Z";
writeFileSync(
  log,
  `${JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", level: "Metadata", auditID: "a", stage: "ResponseComplete", verb: "get", requestURI: "/", user: {}, requestReceivedTimestamp: at, stageTimestamp: at })}\n`,
);

const file = join(folder, "secret.csv");

const tables = [
  "read_csv",
  "read_csv_auto",
  "read_text",
  "read_blob",
  "read_json",
  "read_ndjson",
  "read_parquet",
  "parquet_metadata",
  "sniff_csv",
  "glob",
  "parquet_scan",
  "arrow_scan",
  "sqlite_scan",
  "delta_scan",
  "iceberg_scan",
  "postgres_scan",
  "mysql_query",
  "st_read",
].map((name) => `SELECT * FROM ${name}('${file}')`);

const disguised = [
  `SELECT * FROM '${file}'`,
  `SELECT * FROM "${file}"`,
  `SELECT * FROM "secret.csv"`,
  `SELECT * FROM log, read_text('${file}')`,
  `SELECT * FROM log JOIN read_text('${file}') f ON TRUE`,
  `SELECT * FROM log LEFT JOIN LATERAL (SELECT * FROM read_text('${file}')) f ON TRUE`,
  `SELECT (SELECT content FROM read_text('${file}'))`,
  `SELECT * FROM (SELECT * FROM (SELECT * FROM read_text('${file}')))`,
  `SELECT * FROM log WHERE EXISTS (SELECT 1 FROM read_text('${file}'))`,
  `SELECT * FROM log WHERE verb IN (SELECT content FROM read_text('${file}'))`,
  `SELECT verb FROM log UNION ALL SELECT content FROM read_text('${file}')`,
  `WITH a AS (SELECT * FROM read_text('${file}')) SELECT * FROM a`,
  `WITH log AS (SELECT * FROM read_text('${file}')) SELECT * FROM log`,
  `WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT 1 FROM a) SELECT * FROM a`,
  `SELECT * FROM READ_TEXT('${file}')`,
  `SELECT * FROM "read_text"('${file}')`,
  `SELECT * FROM main.read_text('${file}')`,
  `SELECT * FROM system.main.read_text('${file}')`,
  `SELECT * FROM read_text/**/('${file}')`,
  `SELECT * FROM /* log */ read_text('${file}') -- `,
  `SELECT * FROM read_text\n(\n'${file}'\n)`,
  `SELECT * FROM read_text(['${file}'])`,
  `SELECT * FROM read_text('file://${file}')`,
  `SELECT * FROM read_csv('https://example.com/x.csv')`,
  `SELECT * FROM read_parquet('s3://bucket/x.parquet')`,
  `SELECT * FROM query('SELECT * FROM read_text(''${file}'')')`,
  `SELECT * FROM query_table('log')`,
  `FROM read_text('${file}')`,
  `FROM log SELECT *`,
  `TABLE log`,
  `VALUES (1)`,
  `PIVOT log ON verb`,
  `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`,
  `SELECT date_trunc('day''; SELECT content FROM read_text(''${file}'') --', time)`,
  `SELECT regexp_extract(verb, 'a'') FROM read_text(''${file}'') --', 1)`,
  `SELECT 1 AS "a" FROM read_text('${file}') --"`,
  `SELECT json_extract(annotations, '$.a'') , (SELECT content FROM read_text(''${file}''))')`,
  `SELECT '\\' || (SELECT content FROM read_text('${file}')) || '\\'`,
];

const told = [
  "getenv('HOME')",
  "current_setting('home_directory')",
  "version()",
  "current_database()",
  "current_user",
  "getvariable('x')",
  "pg_backend_pid()",
  "txid_current()",
  "uuid()",
  "random()",
  "write_log('x')",
  "which_secret('a', 'b')",
  "nextval('s')",
  "mesh_json('1')",
  "repeat('x', 10000000000)",
  "lpad('x', 10000000000, 'y')",
  "range(1000000000000)",
  "COLUMNS('.*')",
  "$1",
  "?",
  "$$x$$",
  "E'\\x41'",
].map((call) => `SELECT ${call} FROM log`);

const catalogs = [
  "duckdb_settings()",
  "duckdb_secrets()",
  "duckdb_functions()",
  "duckdb_extensions()",
  "duckdb_databases()",
  "pragma_version()",
  "information_schema.tables",
  "pg_catalog.pg_class",
  "sqlite_master",
  "main.log",
  "memory.main.log",
  "ip_places",
  "request_facts",
].map((table) => `SELECT * FROM ${table}`);

const statements = [
  `COPY log TO '${folder}/out.csv'`,
  `COPY (SELECT 1) TO '${folder}/out.csv'`,
  `COPY log FROM '${file}'`,
  `SELECT 1; COPY (SELECT 1) TO '${folder}/out.csv'`,
  `SELECT 1 INTO OUTFILE '${folder}/out.csv'`,
  `SELECT * INTO x FROM log`,
  `EXPORT DATABASE '${folder}/all'`,
  `IMPORT DATABASE '${folder}'`,
  `ATTACH '${folder}/x.db'`,
  `ATTACH 'https://example.com/x.db' AS x`,
  "DETACH memory",
  "USE memory",
  "INSTALL httpfs",
  "FORCE INSTALL httpfs FROM 'http://example.com'",
  "LOAD httpfs",
  `LOAD '${folder}/x.duckdb_extension'`,
  "UPDATE EXTENSIONS",
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "RESET allowed_paths",
  "PRAGMA database_list",
  "PRAGMA enable_external_access",
  "CALL enable_logging('QueryLog')",
  "CREATE TABLE x AS SELECT 1",
  "CREATE OR REPLACE VIEW log AS SELECT 1",
  "CREATE SECRET s (TYPE s3)",
  "CREATE MACRO m() AS 1",
  "DROP VIEW log",
  "INSERT INTO ip_places VALUES (1)",
  "DELETE FROM log",
  "UPDATE log SET verb = ''",
  "TRUNCATE log",
  "ALTER TABLE log RENAME TO x",
  "PREPARE p AS SELECT 1",
  "EXECUTE p",
  "EXPLAIN ANALYZE SELECT 1",
  "DESCRIBE log",
  "SUMMARIZE log",
  "SHOW TABLES",
  "CHECKPOINT",
  "VACUUM",
  "BEGIN",
  "",
  `SELECT ${"(".repeat(5000)}1${")".repeat(5000)}`,
  `SELECT 1 ${"+ 1 ".repeat(200_000)}`,
];

/** As SQL, and as a search: what stands before the | reaches the engine too. */
const escapes = [
  ...[...tables, ...disguised, ...told, ...catalogs, ...statements].map((sql) => `* | ${sql}`),
  "verb: 'a' OR 1=1 -- | SELECT 1",
  "a' ; DROP TABLE log -- | SELECT",
];

const filesNow = (): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => !name.startsWith("cache")).toSorted();

describe("what a query may not do", () => {
  it("is refused, whatever it looks like", { timeout: 300_000 }, async () => {
    expect(escapes.length).toBeGreaterThan(120);
    const before = { files: filesNow(), log: createHash("sha256").update(readFileSync(log)).digest("hex") };
    const done: unknown[] = [];
    const left = [...escapes];
    const worker = async (): Promise<void> => {
      for (let text = left.pop(); text !== undefined; text = left.pop()) {
        const { status, stdout, stderr } = await run(["query", "--from", log, "-f", "-"], { input: text });
        const isRefused = status === 1 && stdout === "" && /^error: .*\n(?:hint: .*\n)?/m.test(stderr) && !/\n {4}at /.test(stderr);
        if (!isRefused || stderr.includes(secret)) done.push({ text: text.slice(0, 200), status, stdout, stderr: stderr.slice(0, 300) });
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(done).toEqual([]);
    expect({ files: filesNow(), log: createHash("sha256").update(readFileSync(log)).digest("hex") }).toEqual(before);
  });
});
