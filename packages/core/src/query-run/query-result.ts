import type { JsonObject } from "../model/json.ts";
import type { apiVersion, Searched } from "../model/result.ts";
import type { Type } from "../query/tables/table.ts";

/** The rows that a query gave. */
export interface QueryResult {
  apiVersion: typeof apiVersion;
  kind: "QueryResult";
  searched: Searched;
  columns: { name: string; type: Type }[];
  /** An object by column. Moments are RFC 3339 in UTC, JSON is JSON, and whole numbers that a number does not hold are texts. */
  rows: JsonObject[];
  /** Whether there are more rows than are told. */
  cut: boolean;
  /** How many rows there are in all; null where they were not counted. */
  count: number | null;
}
