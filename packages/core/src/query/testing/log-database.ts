import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { AuditEvent } from "../../model/audit-event.ts";
import { ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { realLines } from "../../testing/real-log.ts";
import { duckDbPrelude } from "../dialects/duckdb-prelude.ts";
import { printDuckDb } from "../dialects/duckdb.ts";
import { quoteName, quoteText } from "../dialects/dialect.ts";
import { planQuery, type PlanOptions } from "../plan/plan-query.ts";
import { addressHex } from "../../enrich/address-range.ts";
import { parseQuery } from "../query.ts";
import { changesTable } from "../tables/changes-table.ts";
import { eventColumns, logTable } from "../tables/log-table.ts";
import { placesTable } from "../tables/places-table.ts";
import { requestsTable } from "../tables/requests-table.ts";
import type { Column, Table } from "../tables/table.ts";

type Row = { [column: string]: JsonValue };

const cell = ({ name, type }: Column, event: unknown): JsonValue => {
  const value = ownAt(event, ...name.split(".")) ?? null;
  return type === "json" && value !== null ? JSON.stringify(value) : value;
};

/** An event as a row of `log`, but for `seq`. */
const rowOf = (event: unknown): Row => Object.fromEntries(eventColumns.map((column) => [column.name, cell(column, event)]));

const sqlTypes = { text: "VARCHAR", json: "VARCHAR", long: "BIGINT", boolean: "BOOLEAN", timestamp: "TIMESTAMP WITH TIME ZONE" };

/** A database with the query's tables, to try queries on. */
export interface LogDatabase {
  connection: DuckDBConnection;
  /** Answers a query as a runner does; rows are objects of JSON values. */
  ask(text: string, options?: Partial<PlanOptions>): Promise<JsonObject[]>;
  close(): void;
}

const known: { [ip: string]: [country: string, province: string, city: string, provider: string] } = {
  "203.0.113.7": ["Australia", "Victoria", "Melbourne", "Example Telecom"],
  "198.51.100.9": ["France", "Bretagne", "Rennes", "Exemple"],
};

const placeOf = (ip: string): (string | number | null)[] => {
  const hex = addressHex(ip);
  const place = Object.hasOwn(known, ip) ? known[ip] : undefined;
  return [
    ip,
    ...(place ?? [null, null, null, null]),
    hex === null ? null : place === undefined ? "intranet" : "internet",
    ip === "203.0.113.7" ? 1 : 0,
    hex,
  ];
};

const literal = (value: string | number | null): string =>
  value === null ? "NULL" : typeof value === "number" ? String(value) : quoteText(value);

/** Opens a database of events; without any, those of the real log. Requests and changes are made of them as simply as the tests need. */
export const openLogDatabase = async (
  events: readonly unknown[] = realLines.map((line) => JSON.parse(line.toString()) as AuditEvent),
): Promise<LogDatabase> => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-query-"));
  const create = async (table: Table, rows: readonly Row[]): Promise<void> => {
    const file = join(folder, `${table.name}.ndjson`);
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join("\n"));
    const columns = table.columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(sqlTypes[type])}`).join(", ");
    await connection.run(`SET TimeZone='UTC'`);
    await connection.run(
      `CREATE TABLE ${quoteName(table.name)} AS SELECT * FROM read_json(${quoteText(file)}, format='newline_delimited', columns={${columns}})`,
    );
  };
  const rows = events.map((event, seq) => ({ seq, ...rowOf(event) }));
  const last = new Map(rows.filter(({ stage }: Row) => stage !== "RequestReceived").map((row: Row) => [row.auditID, row]));
  const requests = [...last.values()].map((row) => ({
    ...row,
    id: row.auditID ?? null,
    time: row.stageTimestamp ?? null,
    "actor.user": row["impersonatedUser.username"] ?? row["user.username"] ?? null,
    "actor.ip": (JSON.parse(String(row.sourceIPs ?? "[]")) as string[]).at(-1) ?? null,
  }));
  const changes = requests
    .filter((row: Row) => ["create", "update", "patch", "delete"].includes(String(row.verb)) && Number(row["responseStatus.code"]) < 300)
    .map((row: Row) => ({
      ...row,
      operation: "updated",
      "object.name": row["objectRef.name"] ?? null,
      "object.resource": row["objectRef.resource"] ?? null,
    }));
  await create(logTable, rows);
  await create(requestsTable, requests);
  await create(changesTable, changes);
  rmSync(folder, { recursive: true });
  for (const statement of duckDbPrelude()) await connection.run(statement);

  const rowsOf = async (sql: string): Promise<JsonObject[]> => (await connection.runAndReadAll(sql)).getRowObjectsJson() as JsonObject[];
  return {
    connection,
    async ask(text, options = {}) {
      const plan = planQuery(parseQuery(text), { now: Date.parse("2026-11-24T12:30:00Z"), ...options });
      const printed = printDuckDb(plan);
      await connection.run(`SET TimeZone=${quoteText(plan.timeZone)}`);
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE ${quoteName(placesTable.name)} (${placesTable.columns.map(({ name, type }) => `${quoteName(name)} ${sqlTypes[type]}`).join(", ")})`,
      );
      const seen = new Set<unknown>();
      for (const step of printed.steps) {
        if (step.kind === "keep") {
          await connection.run(`CREATE OR REPLACE TEMP TABLE ${quoteName(step.name)} AS ${step.sql}`);
          continue;
        }
        for (const { ip } of await rowsOf(step.sql)) {
          if (typeof ip !== "string" || seen.has(ip)) continue;
          seen.add(ip);
          await connection.run(`INSERT INTO ${quoteName(placesTable.name)} VALUES (${placeOf(ip).map(literal).join(", ")})`);
        }
      }
      return rowsOf(printed.sql);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
