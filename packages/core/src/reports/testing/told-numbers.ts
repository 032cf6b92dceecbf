import type { Report, ReportTable } from "../report.ts";
import type { PlainReport } from "./plain-report.ts";

const requestTables = [
  "exec",
  "attach",
  "portforward",
  "deletions",
  "denied",
  "anonymous",
  "deprecated",
  "created",
  "modified",
  "deleted",
  "failures",
  "trail",
  "operations",
  "changes",
];

/** What `plain-report.ts` counts of each table; of the others, which event. */
const compared: { [id: string]: string[] } = {
  ...Object.fromEntries(requestTables.map((id) => [id, ["request"]])),
  internet: ["ip", "requests", "failed", "denied", "users"],
  addresses: ["ip", "requests", "failed", "denied", "users"],
  users: ["user", "requests", "changes", "reads", "failed", "denied", "namespaces", "addresses"],
  clients: ["client", "requests", "reads", "failed"],
  kinds: ["kind", "group", "requests", "writes", "created", "updated", "deleted", "failed", "denied", "objects", "users"],
  objects: ["kind", "object", "namespace", "changes", "created", "updated", "deleted", "users"],
  owners: ["kind", "group", "changes", "share"],
  actors: ["kind", "group", "user", "requests", "writes", "failed", "denied"],
};

const rowsOf = ({ id, rows }: ReportTable): string[] =>
  rows.map((row) => JSON.stringify((compared[id] ?? []).map((name) => row[name] ?? null))).sort();

const withoutZeros = (points: Iterable<readonly [string, number]>): { [at: string]: number } =>
  Object.assign(Object.create(null) as object, Object.fromEntries([...points].filter(([, y]) => y !== 0))) as { [at: string]: number };

/** A report's numbers, as `plain-report.ts` counts them; without charts and tables that it does not count. */
export const toldNumbers = (report: Report, counted: PlainReport): PlainReport => ({
  totals: report.totals,
  charts: Object.fromEntries(
    report.charts
      .filter(({ id }) => id in counted.charts)
      .map(({ id, series }) => [
        id,
        Object.fromEntries(series.map(({ name, points }) => [name, withoutZeros(points.map(({ x, y }) => [x, y]))])),
      ]),
  ),
  tables: Object.fromEntries(report.tables.filter(({ id }) => id in counted.tables).map((table) => [table.id, rowsOf(table)])),
});

/** What was counted in the same form. */
export const sortedNumbers = ({ totals, charts, tables }: PlainReport): PlainReport => ({
  totals,
  charts: Object.fromEntries(
    Object.entries(charts).map(([id, series]) => [
      id,
      Object.fromEntries(Object.entries(series).map(([name, points]) => [name, withoutZeros(Object.entries(points))])),
    ]),
  ),
  tables: Object.fromEntries(Object.entries(tables).map(([id, rows]) => [id, rows.toSorted()])),
});
