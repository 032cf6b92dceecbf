/** Types of columns, by their names in Delta's and in DuckDB's tongue. */
export const columnTypes = {
  string: "VARCHAR",
  long: "BIGINT",
  integer: "INTEGER",
  timestamp: "TIMESTAMPTZ",
} as const;

export type ColumnType = keyof typeof columnTypes;

/** Parts of an event that have columns of their own for what is in them. */
export type EventPart = "user" | "impersonatedUser" | "objectRef" | "responseStatus";

/** A column of a segment. Its name is the path of the field it holds, and how a query names it. */
export interface Column {
  name: string;
  type: ColumnType;
  /** The part that the field is in; null: it is one of the event itself. */
  part: EventPart | null;
  field: string;
  /** The value as JSON text. */
  json: boolean;
}

const of = (part: EventPart | null, type: ColumnType, json: boolean, ...fields: string[]): Column[] =>
  fields.map((field) => ({ name: part === null ? field : `${part}.${field}`, type, part, field, json }));
const texts = (part: EventPart | null, ...fields: string[]): Column[] => of(part, "string", false, ...fields);
const jsons = (part: EventPart | null, ...fields: string[]): Column[] => of(part, "string", true, ...fields);
const userColumns = (part: EventPart): Column[] => [...texts(part, "username", "uid"), ...jsons(part, "groups", "extra")];

/** Columns that hold fields of an event, in their order in the table. A field that is not there is NULL. */
export const eventColumns: readonly Column[] = [
  ...texts(null, "auditID", "stage", "level", "verb", "requestURI"),
  ...userColumns("user"),
  ...userColumns("impersonatedUser"),
  ...jsons(null, "sourceIPs"),
  ...texts(null, "userAgent"),
  ...texts("objectRef", "resource", "namespace", "name", "uid", "apiGroup", "apiVersion", "resourceVersion", "subresource"),
  ...of("responseStatus", "integer", false, "code"),
  ...texts("responseStatus", "status", "reason", "message"),
  ...jsons("responseStatus", "details"),
  ...jsons(null, "requestObject", "responseObject", "annotations"),
  ...of(null, "timestamp", false, "requestReceivedTimestamp", "stageTimestamp"),
];

/** The table's columns: an event's number, its fields, and `more`, JSON of what these cannot hold; see `eventOfRow`. */
export const columns: readonly Pick<Column, "name" | "type">[] = [
  { name: "seq", type: "long" },
  ...eventColumns,
  { name: "more", type: "string" },
];

/** The column that partitions the table: the UTC date of stageTimestamp. It is in the paths of files and in the log, not in the files. */
export const partitionColumn = "dt";

/** Rows of one object lie together, in the order in which they came. */
export const sortColumns: readonly string[] = [
  "objectRef.apiGroup",
  "objectRef.resource",
  "objectRef.namespace",
  "objectRef.name",
  "requestReceivedTimestamp",
  "auditID",
  "stageTimestamp",
  "seq",
];

/** Columns whose least and greatest value in a segment the table's log notes, so that a reader can pass it over. */
export const statColumns: readonly string[] = [
  "seq",
  "stageTimestamp",
  "objectRef.apiGroup",
  "objectRef.resource",
  "objectRef.namespace",
  "objectRef.name",
];
