import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import type { JsonValue } from "../model/json.ts";
import { placesTable } from "../query/tables/places-table.ts";
import { sqlName, sqlPath } from "../store/engine/sql-text.ts";
import type { ChildTask, FromChild } from "./child-task.ts";
import { engineValue } from "./engine-value.ts";
import { placeOfAddress } from "./place-of-address.ts";
import { requestFacts } from "./request-facts.ts";
import { changesSql, finalEventsSql, foldSql, lockDownSql, logSql, requestFactColumns, requestsSql, sessionSql } from "./table-sql.ts";

/** Lines of more bytes are kept in a file: as a table, all of their values would be in memory at once. */
const mostInMemory = 64 << 20;

/**
 * Answers a task with an engine of its own, which reaches nothing but the task's files once it has opened them. Never throws: what goes
 * wrong is said.
 */
export const answerTask = async (task: ChildTask, say: (message: FromChild) => void): Promise<void> => {
  let at: "opening" | "answering" = "opening";
  let instance: DuckDBInstance | null = null;
  try {
    const { DuckDBInstance, StatementType } = await import("@duckdb/node-api").catch((error: unknown) => {
      throw new Error("DuckDB, which answers queries, cannot be loaded here", { cause: error });
    });
    instance = await DuckDBInstance.create(":memory:", {
      threads: String(task.threads),
      memory_limit: `${task.memoryLimitMB}MB`,
      preserve_insertion_order: "false",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
    });
    const connection = await instance.connect();
    const paths = await openTables(task, instance, connection);
    for (const statement of lockDownSql(paths)) await connection.run(statement);
    at = "answering";
    say({ kind: "ready" });
    const answering = answeringOn(connection, StatementType.SELECT);
    await takeSteps(task, answering);
    const cut = await tellRows(task, answering, say);
    say({ kind: "end", cut, count: cut === "rows" ? await countOf(task, answering) : null });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say({ kind: "failed", at, why: message.startsWith("Out of Memory") ? "memory" : "engine", message });
  }
};

/** Makes the tables, and tells which files they are read from. */
const openTables = async (task: ChildTask, instance: DuckDBInstance, connection: DuckDBConnection): Promise<string[]> => {
  const { log, changes, requests, scratch, timeZone } = task;
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await connection.run(statement);
  };
  const paths: string[] = [];
  await run(sessionSql(timeZone));
  if (log !== null) {
    const parquet = log.lines !== null && statSync(log.lines.path).size > mostInMemory ? join(scratch, "log.parquet") : null;
    await run(logSql(log, parquet));
    paths.push(...log.segments, ...(parquet === null ? [] : [parquet]));
    if (requests) {
      await run(foldSql());
      await fillFacts(task, instance, connection);
      await run([requestsSql()]);
    }
  }
  if (changes !== null) await run([changesSql(changes)]);
  // DuckDB compares a path as a pattern writes it with what is allowed.
  return [...new Set(paths.flatMap((path) => [path, sqlPath(path).slice(1, -1).replaceAll("''", "'")]))];
};

const fillFacts = async ({ trustedProxies }: ChildTask, instance: DuckDBInstance, connection: DuckDBConnection): Promise<void> => {
  const reading = await instance.connect();
  const appender = await connection.createAppender("request_facts");
  for await (const rows of (await reading.stream(finalEventsSql())).yieldRows()) {
    for (const [seq, ...values] of rows) {
      appender.appendBigInt(BigInt(String(seq)));
      const facts = requestFacts(values.map(engineValue), trustedProxies);
      for (const name of requestFactColumns) {
        const value = facts.get(name) ?? null;
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
  }
  appender.closeSync();
  reading.closeSync();
};

/** What a plan's statements are run with: nothing but single SELECTs, by the engine's own word, whatever the language let through. */
interface Answering {
  stream(sql: string): Promise<AsyncIterable<DuckDBValue[][]>>;
  keep(name: string, sql: string): Promise<void>;
  connection: DuckDBConnection;
}

const answeringOn = (connection: DuckDBConnection, select: number): Answering => {
  const check = async (sql: string): Promise<void> => {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw new Error("only one statement is run");
    const prepared = await statements.prepare(0);
    const isSelect = prepared.statementType === select;
    prepared.destroySync();
    if (!isSelect) throw new Error("only a SELECT is run");
  };
  return {
    connection,
    async stream(sql) {
      await check(sql);
      return (await connection.stream(sql)).yieldRows();
    },
    async keep(name, sql) {
      await check(sql);
      await connection.run(`CREATE TEMP TABLE ${sqlName(name)} AS ${sql}`);
    },
  };
};

const takeSteps = async ({ plan }: ChildTask, answering: Answering): Promise<void> => {
  const seen = new Set<string>();
  for (const step of plan.steps) {
    if (step.kind === "keep") {
      await answering.keep(step.name, step.sql);
      continue;
    }
    const found = new Set<string>();
    for await (const rows of await answering.stream(step.sql))
      for (const [ip] of rows) if (typeof ip === "string" && !seen.has(ip)) found.add(ip);
    await addPlaces(found, answering.connection);
    for (const ip of found) seen.add(ip);
  }
};

const addPlaces = async (addresses: ReadonlySet<string>, connection: DuckDBConnection): Promise<void> => {
  const appender = await connection.createAppender(placesTable.name);
  for (const address of addresses) {
    const place = placeOfAddress(address);
    for (const { name } of placesTable.columns) {
      const value = place[name];
      if (value === null) appender.appendNull();
      else if (typeof value === "number") appender.appendBigInt(BigInt(value));
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
};

const tellRows = async (task: ChildTask, answering: Answering, say: (message: FromChild) => void): Promise<"rows" | "bytes" | null> => {
  const { plan, rows: most, bytes } = task;
  let told = 0;
  let size = 0;
  for await (const chunk of await answering.stream(plan.sql)) {
    const rows: JsonValue[][] = [];
    for (const values of chunk) {
      if (most !== null && told + rows.length === most) {
        say({ kind: "rows", rows });
        return "rows";
      }
      const row = values.map(engineValue);
      size += JSON.stringify(row).length;
      if (size > bytes) {
        say({ kind: "rows", rows });
        return "bytes";
      }
      rows.push(row);
    }
    told += rows.length;
    say({ kind: "rows", rows });
  }
  return null;
};

const countOf = async ({ plan }: ChildTask, answering: Answering): Promise<number | null> => {
  if (plan.count === null) return null;
  for await (const [row] of await answering.stream(plan.count)) return Number(row?.[0] ?? 0);
  return null;
};
