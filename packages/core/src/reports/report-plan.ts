import type { JsonValue } from "../model/json.ts";
import type { ReportChart, ReportColumn, ReportTable } from "./report.ts";

/** A row of an answer, an object by column. */
export type ReportRow = { [column: string]: JsonValue };

/** A chart before it is asked for. The query's first column is where a point stands, each other one is a series of its name. */
export type ChartPlan = Omit<ReportChart, "series">;

/** A table before it is asked for. */
export interface TablePlan extends Omit<ReportTable, "rows" | "cut"> {
  columns: ReportColumn[];
  /** `report`: of the report's span; `all`: of all that there is, the query names its times itself. */
  span: "report" | "all";
  /** What rows become that the query alone cannot give, such as those of kinds without events. */
  complete?: (rows: ReportRow[]) => ReportRow[];
}

/** A report before it is asked for: all its numbers are the answers to queries. */
export interface ReportPlan {
  /** Queries of one row each, whose columns are the totals. */
  totals: string[];
  charts: ChartPlan[];
  tables: TablePlan[];
}

/** A total of a report's rows, by name; 0 where no query gives it. */
export const totalsOf = <Total extends string>(names: readonly Total[], rows: readonly ReportRow[]): { [total in Total]: number } =>
  Object.fromEntries(names.map((name) => [name, rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0)])) as {
    [total in Total]: number;
  };
