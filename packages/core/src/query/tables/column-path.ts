import { parsePath } from "../../model/path.ts";
import type { Type } from "./table.ts";

/** A column of a table or of a subquery; `holds` as in a table's column. */
export interface NamedColumn {
  name: string;
  type: Type;
  holds?: "map" | "object";
}

/** A column, and where in its JSON; no steps: the column itself. */
export interface ColumnPath {
  column: NamedColumn;
  steps: readonly (string | number)[];
}

/** Maps in Kubernetes objects whose names have dots of their own: what follows is one name. */
const freeNames = /^((?:.*\.)?(?:labels|annotations|matchLabels|nodeSelector))\.([^.[].*\..*)$/;

const stepsIn = (column: NamedColumn, rest: string): (string | number)[] | null => {
  if (column.holds === "map") return [rest];
  const free = rest.startsWith("[") ? null : freeNames.exec(rest);
  const before = free === null ? null : parsePath(free[1] ?? "");
  return before === null ? parsePath(rest) : [...before, free?.[2] ?? ""];
};

/**
 * What a dotted name means: a column of this name, else the longest column of JSON that it begins with, and a path in it:
 * `annotations.authorization.k8s.io/reason`, `requestObject.spec.http[0].name`, `user.extra.sessionName`.
 *
 * @returns null when there is no such column, or what follows it is no path.
 */
export const columnPath = (name: string, columns: readonly NamedColumn[]): ColumnPath | null => {
  const wanted = name.toLowerCase();
  const same = columns.find((column) => column.name === name) ?? columns.find((column) => column.name.toLowerCase() === wanted);
  if (same !== undefined) return { column: same, steps: [] };
  const around = columns
    .filter(
      (column) => column.type === "json" && wanted.startsWith(column.name.toLowerCase()) && /[.[]/.test(name.charAt(column.name.length)),
    )
    .sort((a, b) => b.name.length - a.name.length);
  for (const column of around) {
    const rest = name.slice(column.name.length).replace(/^\./, "");
    const steps = stepsIn(column, rest);
    if (steps !== null && steps.length > 0) return { column, steps };
  }
  return null;
};
