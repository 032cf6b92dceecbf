import type { JsonValue } from "@meshaudit/core";
import type { Column } from "../table/cell.tsx";
import type { Row } from "../table/sort-rows.ts";

/** A table of rows, with its columns. */
export interface RowTable {
  columns: Column[];
  rows: readonly Row[];
}

const part = (value: JsonValue | undefined, ...path: string[]): JsonValue => {
  let found: JsonValue | undefined = value;
  for (const name of path) {
    if (found === null || found === undefined || typeof found !== "object" || Array.isArray(found)) return null;
    found = Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found ?? null;
};

const columns: Column[] = [
  { name: "time", title: "time", type: "time" },
  { name: "user", title: "user.username", type: "user" },
  { name: "verb", title: "verb", type: "text" },
  { name: "uri", title: "requestURI", type: "text" },
  { name: "code", title: "responseStatus.code", type: "code" },
  { name: "stage", title: "stage", type: "text" },
  { name: "event", title: "event", type: "text" },
];

/** The rows of a search, `{time, event}`, with what a person looks for first in columns of its own; null of other rows. */
export const eventRows = (names: readonly string[], rows: readonly Row[]): RowTable | null => {
  if (names.join(" ") !== "time event") return null;
  return {
    columns,
    rows: rows.map(({ time = null, event = null }) => ({
      time,
      user: part(event, "user", "username"),
      verb: part(event, "verb"),
      uri: part(event, "requestURI"),
      code: part(event, "responseStatus", "code"),
      stage: part(event, "stage"),
      event,
    })),
  };
};
