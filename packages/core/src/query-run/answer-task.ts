import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { MeshauditError } from "../model/error.ts";
import type { JsonValue } from "../model/json.ts";
import { placesTable } from "../query/tables/places-table.ts";
import { sqlName, sqlPath } from "../store/engine/sql-text.ts";
import { changesPath, type AskedPlan, type ChildTask, type FromChild, type LineFile } from "./child-task.ts";
import { engineValue } from "./engine-value.ts";
import { openRequests } from "./open-requests.ts";
import { openPlaces, type AddressRow } from "./place-of-address.ts";
import { changesSql, lockDownSql, logSql, sessionSql } from "./table-sql.ts";

/** Lines of more bytes are kept in a file: as a table, all of their values would be in memory at once. */
const mostInMemory = 64 << 20;

/**
 * Opens a task's tables with an engine of its own, which reaches nothing but the task's files from then on, and answers questions to them,
 * one after another. Never throws: what goes wrong is said, and ends it.
 *
 * @param changes gives the rows of `changes`, which are made when the first question comes that reads them.
 */
export const answerTask = async (
  task: ChildTask,
  changes: () => LineFile,
  questions: AsyncIterable<AskedPlan> | Iterable<AskedPlan>,
  say: (message: FromChild) => void,
): Promise<void> => {
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
    const paths = await openTables(task, connection);
    for (const statement of lockDownSql(paths)) await connection.run(statement);
    at = "answering";
    say({ kind: "ready" });
    const answering = answeringOn(connection, StatementType.SELECT);
    const places = placesOn(connection, task);
    let hasChanges = false;
    for await (const asked of questions) {
      if (asked.changes && !hasChanges) await connection.run(changesSql(changes()));
      hasChanges ||= asked.changes;
      await takeSteps(asked, answering, places);
      const cut = await tellRows(asked, answering, say);
      say({ kind: "end", cut, count: cut === "rows" ? await countOf(asked, answering) : null });
      for (const step of asked.plan.steps) if (step.kind === "keep") await connection.run(`DROP TABLE ${sqlName(step.name)}`);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof MeshauditError) say({ kind: "unusable", message, hint: error.hint });
    else say({ kind: "failed", at, why: message.startsWith("Out of Memory") ? "memory" : "engine", message });
  }
};

/** Makes the tables, and tells which files they are read from. */
const openTables = async (task: ChildTask, connection: DuckDBConnection): Promise<string[]> => {
  const { log, requests, scratch, timeZone, trustedProxies } = task;
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await connection.run(statement);
  };
  const paths: string[] = [];
  await run(sessionSql(timeZone));
  if (log !== null) {
    const parquet = log.lines !== null && statSync(log.lines.path).size > mostInMemory ? join(scratch, "log.parquet") : null;
    await run(logSql(log, parquet));
    paths.push(...log.segments, ...(parquet === null ? [] : [parquet]));
    if (requests) await openRequests(connection, trustedProxies);
  }
  if (task.changes) paths.push(changesPath(scratch));
  // DuckDB compares a path as a pattern writes it with what is allowed.
  return [...new Set(paths.flatMap((path) => [path, sqlPath(path).slice(1, -1).replaceAll("''", "'")]))];
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

/** Adds what is known of addresses to `ip_places`, of each once. */
type AddPlaces = (addresses: Iterable<string>) => Promise<void>;

const placesOn = (connection: DuckDBConnection, { places, placeColumns }: ChildTask): AddPlaces => {
  const known = new Set<string>();
  let placeOf: ((ip: string) => AddressRow) | null = null;
  return async (addresses) => {
    placeOf ??= openPlaces(places, new Set(placeColumns));
    const fresh = [...addresses].filter((ip) => !known.has(ip));
    await addPlaces(fresh.map(placeOf), connection);
    for (const ip of fresh) known.add(ip);
  };
};

const takeSteps = async ({ plan }: AskedPlan, answering: Answering, place: AddPlaces): Promise<void> => {
  for (const step of plan.steps) {
    if (step.kind === "keep") {
      await answering.keep(step.name, step.sql);
      continue;
    }
    const found = new Set<string>();
    for await (const rows of await answering.stream(step.sql)) for (const [ip] of rows) if (typeof ip === "string") found.add(ip);
    await place(found);
  }
};

const addPlaces = async (places: readonly AddressRow[], connection: DuckDBConnection): Promise<void> => {
  const appender = await connection.createAppender(placesTable.name);
  for (const place of places) {
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

const tellRows = async (asked: AskedPlan, answering: Answering, say: (message: FromChild) => void): Promise<"rows" | "bytes" | null> => {
  const { plan, rows: most, bytes } = asked;
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

const countOf = async ({ plan }: AskedPlan, answering: Answering): Promise<number | null> => {
  if (plan.count === null) return null;
  for await (const [row] of await answering.stream(plan.count)) return Number(row?.[0] ?? 0);
  return null;
};
