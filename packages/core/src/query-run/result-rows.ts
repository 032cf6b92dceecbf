import { setOwn, type JsonObject, type JsonValue } from "../model/json.ts";
import { parseJson } from "../model/parse-json.ts";
import type { Plan } from "../query/plan/plan-node.ts";
import { logTable } from "../query/tables/log-table.ts";
import { eventOfRow } from "../store/columns/event-of-row.ts";
import type { SqlValue } from "../store/engine/duckdb.ts";

const jsonOf = (text: JsonValue): JsonValue => {
  if (typeof text !== "string") return text;
  try {
    return parseJson(text) as JsonValue;
  } catch {
    return text;
  }
};

const timeAt = logTable.columns.findIndex(({ name }) => name === logTable.time);

/** The events of a search's rows: all columns of `log`, its number first. */
const eventRow = (values: readonly JsonValue[]): JsonObject => {
  const event = { kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOfRow(values.slice(1) as SqlValue[]) };
  return { time: values[timeAt] ?? null, event: event as unknown as JsonObject };
};

/** Rows as they came from the engine, as a result's objects by column. */
export const resultRows = ({ kind, columns }: Pick<Plan, "kind" | "columns">, rows: readonly JsonValue[][]): JsonObject[] => {
  if (kind === "search") return rows.map(eventRow);
  return rows.map((values) => {
    const row: JsonObject = {};
    for (const [at, { name, type }] of columns.entries())
      setOwn(row, name, type === "json" ? jsonOf(values[at] ?? null) : (values[at] ?? null));
    return row;
  });
};
