import type { JsonValue, ReportTable } from "@meshaudit/core";

/** A row of a table, an object by column. */
export type Row = ReportTable["rows"][number];

/** By which column rows are sorted, and which way. */
export interface Sorting {
  column: string;
  descending: boolean;
}

/** A value as text, as cells and filters have it. */
export const valueText = (value: JsonValue | undefined): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const collator = new Intl.Collator("en", { numeric: true });

/** Numbers by amount, all else by text, as people number things; what is not there comes last. */
const compare = (a: JsonValue | undefined, b: JsonValue | undefined, descending: boolean): number => {
  const [noA, noB] = [a === null || a === undefined, b === null || b === undefined];
  if (noA || noB) return Number(noA) - Number(noB);
  const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(valueText(a), valueText(b));
  return descending ? -order : order;
};

/** The rows in which a text occurs in any of the columns, whatever its case, sorted. Rows that are equal stay in their order. */
export const rowsShown = (rows: readonly Row[], columns: readonly string[], text: string, sorting: Sorting | null): readonly Row[] => {
  const wanted = text.trim().toLowerCase();
  const kept = wanted === "" ? rows : rows.filter((row) => columns.some((name) => valueText(row[name]).toLowerCase().includes(wanted)));
  return sorting === null ? kept : kept.toSorted((a, b) => compare(a[sorting.column], b[sorting.column], sorting.descending));
};
