/**
 * What a value is. `long` is a whole number of 64 bits, `timestamp` a moment to the microsecond, `json` JSON as text, `null` not known
 * because it is NULL, `any` not known.
 */
export type Type = "text" | "long" | "double" | "boolean" | "timestamp" | "date" | "json" | "array" | "map" | "interval" | "null" | "any";

export interface Column {
  name: string;
  type: "text" | "long" | "boolean" | "timestamp" | "json";
  /** What it holds, for the docs and for completion. */
  says: string;
  /** `map`: JSON with texts by free names, which may have dots; `object`: JSON of a Kubernetes object or of unknown shape. */
  holds?: "map" | "object";
}

/**
 * A table that queries may read. The engine has a relation of this name with these columns, timestamps as instants (with time zone),
 * JSON as text.
 */
export interface Table {
  name: string;
  says: string;
  columns: readonly Column[];
  /** The column that a span of time and `__time__` are about. */
  time: string;
  /** Breaks ties of time, so that the order is always the same. */
  order: string;
  /** Where a word without a field is looked for. */
  searched: readonly string[];
}

/** Seconds since the epoch, whole; every table has it beside its columns. */
export const timeColumn = "__time__";

/** The column's description as `columnsOf` takes it: name, type, what it says. */
type Row = readonly [name: string, type: Column["type"] | "map" | "object", says: string];

/** Columns from rows; `map` and `object` are JSON. */
export const columnsOf = (rows: readonly Row[]): Column[] =>
  rows.map(([name, type, says]) =>
    type === "map" || type === "object" ? { name, type: "json", says, holds: type } : { name, type, says },
  );
