import { fullKindLabel, kindLabel, placeLabel } from "@meshaudit/client";
import { kindOf, own, type JsonValue, type ObjectIdentity, type Report, type ReportColumn, type ReportTable } from "@meshaudit/core";

type ReportRow = ReportTable["rows"][number];

/** A column as people read it: what stands in it, not yet safe for a terminal, null where it is the row's own value. */
export interface ShownColumn {
  column: ReportColumn;
  text: ((row: ReportRow) => string) | null;
}

/** Columns that are sentences: they come last, where there is room for them. */
const sentences = new Set(["summary", "command"]);

/** Whether a column's texts are sentences, which are wrapped and never cut. */
export const isSentence = ({ name }: ReportColumn): boolean => sentences.has(name);

const textIn = (row: ReportRow, name: string): string => {
  const value: JsonValue | undefined = own(row, name);
  return typeof value === "string" ? value : "";
};

const identity = (resource: string, group: string, kind: string | null, namespace: string, name: string): ObjectIdentity => ({
  mesh: null,
  group,
  resource,
  kind,
  namespace,
  name,
});

/** `VirtualService bookinfo/reviews`, from `virtualservices.networking.istio.io/reviews` and a namespace beside it; without the kind that is known. */
const objectText = (text: string, namespace: string, known: string | null): string => {
  const [, resource = "", group = "", name = ""] = /^([^./]+)(?:\.([^/]+))?(?:\/(.*))?$/s.exec(text) ?? [];
  if (resource === "") return text;
  const object = identity(resource, group, kindOf(group, resource)?.kind ?? null, namespace, name);
  if (name !== "") return object.kind !== null && object.kind === known ? placeLabel(object) : `${kindLabel(object)} ${placeLabel(object)}`;
  return namespace === "" ? kindLabel(object) : `${kindLabel(object)} ${namespace}/`;
};

/** A kind; with its group where another row has a kind of that name too. */
const kindText = (rows: readonly ReportRow[], column: string, group: string) => {
  const groups = new Map<string, Set<string>>();
  for (const row of rows) groups.set(textIn(row, column), (groups.get(textIn(row, column)) ?? new Set()).add(textIn(row, group)));
  return (row: ReportRow): string => {
    const kind = textIn(row, column);
    return (groups.get(kind)?.size ?? 0) > 1 ? fullKindLabel(identity("", textIn(row, group), kind, "", "")) : kind;
  };
};

/** Whom or which kind a report is about, by the type of the columns that would say it in each row. */
const subjects = (report: Report): { user: string | null; kind: string | null } => ({
  user: report.kind === "OperationAuditReport" ? report.user : null,
  kind: report.kind === "OperationDetailsReport" ? report.resource : null,
});

const isEmpty = (value: JsonValue | undefined): boolean => value === null || value === undefined || value === "";

/**
 * The columns of a table that say something to a person: none that is empty in each row, or says what the report is about; objects and
 * kinds as other commands name them, which then need no columns of their own for namespace, kind and group; and no ids of requests, which
 * only `event` reads.
 */
export const shownColumns = ({ columns, rows }: ReportTable, report: Report): ShownColumn[] => {
  const has = (type: ReportColumn["type"]): boolean => columns.some((column) => column.type === type);
  const namespace = columns.find(({ type }) => type === "namespace")?.name ?? "";
  const about = subjects(report);
  const isSaid = ({ name, type }: ReportColumn): boolean => {
    if (type === "request" || (has("object") && (type === "namespace" || type === "kind"))) return true;
    if (has("kind") && name === "group") return true;
    const subject = type === "user" ? about.user : type === "kind" ? about.kind : null;
    return rows.every((row) => isEmpty(own(row, name)) || own(row, name) === subject);
  };
  const shown = columns.filter((column) => !isSaid(column));
  const textOf = ({ name, type }: ReportColumn): ShownColumn["text"] => {
    if (type === "object") return (row) => objectText(textIn(row, name), textIn(row, namespace), about.kind);
    return type === "kind" ? kindText(rows, name, "group") : null;
  };
  return [...shown.filter((column) => !isSentence(column)), ...shown.filter(isSentence)].map((column) => ({
    column,
    text: textOf(column),
  }));
};

/** What a person misses least in a narrow table: all but who, what, how many, how bad and what came of it. */
const isSpare = ({ column }: ShownColumn, index: number): boolean =>
  index > 0 && ["text", "ip", "time", "namespace"].includes(column.type) && !isSentence(column) && column.name !== "risk";

/** What comes next: all but the first few, and what came of it. */
const isNextSpare = ({ column }: ShownColumn, index: number): boolean =>
  index > 2 && !isSentence(column) && column.type !== "code" && column.name !== "risk";

/** The columns that can stand side by side in so much room when none is wider than it has to be: others are left out from the right. */
export const columnsThatFit = (columns: readonly ShownColumn[], needs: (column: ShownColumn) => number, room: number): ShownColumn[] => {
  const kept = [...columns];
  while (kept.reduce((sum, column) => sum + needs(column) + 2, -2) > room) {
    const first = kept.findLastIndex(isSpare);
    const spare = first === -1 ? kept.findLastIndex(isNextSpare) : first;
    if (spare === -1) break;
    kept.splice(spare, 1);
  }
  return kept;
};
