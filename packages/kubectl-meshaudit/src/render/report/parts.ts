import type { Report, ReportChart, ReportTable } from "@meshaudit/core";
import { MeshauditError, nearest } from "@meshaudit/core";

/** A part of a report that can be shown by itself. */
export type ReportPart =
  | { kind: "totals"; id: "totals"; title: string }
  | { kind: "chart"; id: string; title: string; chart: ReportChart }
  | { kind: "table"; id: string; title: string; table: ReportTable };

/** Tables of what a report is a list of: they come before its charts. */
const lists = new Set(["users", "kinds"]);

const allParts = ({ charts, tables }: Report): ReportPart[] => {
  const part = (table: ReportTable): ReportPart => ({ kind: "table", id: table.id, title: table.title, table });
  return [
    { kind: "totals", id: "totals", title: "Totals" },
    ...tables.filter(({ id }) => lists.has(id)).map(part),
    ...charts.map((chart): ReportPart => ({ kind: "chart", id: chart.id, title: chart.title, chart })),
    ...tables.filter(({ id }) => !lists.has(id)).map(part),
  ];
};

/** Whether a part has nothing to show. */
export const isEmpty = (part: ReportPart): boolean => {
  switch (part.kind) {
    case "totals":
      return false;
    case "chart":
      return part.chart.series.every(({ points }) => points.every(({ y }) => y === 0));
    case "table":
      return part.table.rows.length === 0;
  }
};

/**
 * The parts of a report, or the one that is named.
 *
 * @throws MeshauditError `argument-invalid` for a name that no part has.
 */
export const partsOf = (report: Report, only: string | null): ReportPart[] => {
  const parts = allParts(report);
  if (only === null) return parts;
  // A chart and a table may have one id: the table says more.
  const found = parts.find(({ id, kind }) => id === only && kind === "table") ?? parts.find(({ id }) => id === only);
  if (found !== undefined) return [found];
  const ids = [...new Set(parts.map(({ id }) => id))];
  const near = nearest(only, ids, 2);
  throw new MeshauditError("argument-invalid", `this report has no table "${only}"`, {
    hint: `${near.length > 0 ? `did you mean ${near.join(" or ")}? ` : ""}It has ${ids.join(", ")}`,
  });
};
