import { kindLabel, placeLabel } from "@meshaudit/client";
import { kindOf, own, type JsonValue, type ReportColumn, type ReportTable } from "@meshaudit/core";

type ReportRow = ReportTable["rows"][number];

/** A column as people read it: what stands in it, not yet safe for a terminal, null where it is the row's own value. */
export interface ShownColumn {
  column: ReportColumn;
  text: ((row: ReportRow) => string) | null;
}

const textIn = (row: ReportRow, name: string): string => {
  const value: JsonValue | undefined = own(row, name);
  return typeof value === "string" ? value : "";
};

/** `VirtualService bookinfo/reviews`, from `virtualservices.networking.istio.io/reviews` and a namespace beside it. */
const objectText = (text: string, namespace: string): string => {
  const [, resource = "", group = "", name = ""] = /^([^./]+)(?:\.([^/]+))?(?:\/(.*))?$/s.exec(text) ?? [];
  if (resource === "") return text;
  const object = { mesh: null, group, resource, kind: kindOf(group, resource)?.kind ?? null, namespace, name };
  if (name !== "") return `${kindLabel(object)} ${placeLabel(object)}`;
  return namespace === "" ? kindLabel(object) : `${kindLabel(object)} ${namespace}/`;
};

const isEmpty = (value: JsonValue | undefined): boolean => value === null || value === undefined || value === "";

/**
 * The columns of a table that say something to a person: none that is empty in each row, objects as other commands name them, with their
 * kind and their namespace, which then need no columns of their own; and no ids of requests, which only `event` reads.
 */
export const shownColumns = ({ columns, rows }: ReportTable): ShownColumn[] => {
  const has = (type: ReportColumn["type"]): boolean => columns.some((column) => column.type === type);
  const namespace = columns.find(({ type }) => type === "namespace")?.name ?? "";
  const said = columns.filter(
    ({ name, type }) =>
      type !== "request" && !(has("object") && (type === "namespace" || type === "kind")) && rows.some((row) => !isEmpty(own(row, name))),
  );
  return said.map((column) => ({
    column,
    text: column.type === "object" ? (row) => objectText(textIn(row, column.name), textIn(row, namespace)) : null,
  }));
};

/** What a person misses least in a narrow table: from the right, all but who, what, how many and what came of it. */
const isSpare = ({ column: { type } }: ShownColumn, index: number): boolean =>
  index > 0 && ["text", "ip", "time", "namespace"].includes(type);

/** The columns that can stand side by side in so much room when none is wider than it has to be. */
export const columnsThatFit = (columns: readonly ShownColumn[], needs: (column: ShownColumn) => number, room: number): ShownColumn[] => {
  const kept = [...columns];
  while (kept.reduce((sum, column) => sum + needs(column) + 2, -2) > room) {
    const spare = kept.findLastIndex(isSpare);
    if (spare === -1) break;
    kept.splice(spare, 1);
  }
  return kept;
};
