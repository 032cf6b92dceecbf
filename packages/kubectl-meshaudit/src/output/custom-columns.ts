import { isObject, MeshauditError, own, type JsonObject, type JsonValue } from "@meshaudit/core";
import { findValues } from "./jsonpath/find-values.ts";
import type { Step } from "./jsonpath/expression.ts";
import { parseSteps } from "./jsonpath/parse-steps.ts";
import { printed } from "./jsonpath/template.ts";

/** One column of `-o custom-columns=HEADER:path,…`. */
export interface CustomColumn {
  header: string;
  steps: Step[];
}

const relaxed = (path: string): string => {
  const bare = path.replace(/^\{(.*)\}$/s, "$1").replace(/^\$/, "");
  return bare === "" || /^[.[]/.test(bare) ? bare : `.${bare}`;
};

/**
 * The columns of a `HEADER:path,…` list.
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseCustomColumns = (spec: string): CustomColumn[] =>
  spec.split(",").map((part) => {
    const colon = part.indexOf(":");
    if (colon <= 0 || colon === part.length - 1) {
      throw new MeshauditError("argument-invalid", `"${part}" is no custom column`, {
        hint: "write HEADER:path, such as -o custom-columns=WHEN:.time,WHO:.actor.user,WHAT:.summary",
      });
    }
    return { header: part.slice(0, colon), steps: parseSteps(relaxed(part.slice(colon + 1))) };
  });

/** The parts of a result that its table has a row for, by kind: the first that is there. */
const listed = ["items", "changes", "ranked", "paths", "fields"];

/** The rows of a result: each change (with its object beside it), blamed path, field, or the result itself. */
const rowsOf = (result: JsonObject): JsonObject[] => {
  const part = listed.find((name) => Array.isArray(own(result, name)));
  const found = part === undefined ? undefined : own(result, part);
  if (!Array.isArray(found)) return [result];
  const rows = found.filter(isObject);
  if (part === "items") return rows.flatMap(rowsOf);
  return rows.map((row) => ({ object: own(result, "object") ?? null, ...row }));
};

const beginsAt = ({ steps: [first] }: CustomColumn, result: JsonObject): boolean =>
  first?.kind === "field" && first.name !== "object" && Object.hasOwn(result, first.name);

/**
 * What columns are looked up in: what the table has a row for, such as each change. When a column begins at the top of the result
 * (`.changes[0].time`), then in each result as a whole, as kubectl does.
 */
const subjects = (result: JsonObject, columns: readonly CustomColumn[]): JsonObject[] => {
  if (columns.some((column) => own(result, "items") !== undefined && beginsAt(column, result))) return [result];
  const items = own(result, "items");
  const wholes = Array.isArray(items) ? items.filter(isObject) : [result];
  const rows = rowsOf(result);
  const asRows =
    rows.length > 0 &&
    columns.every((column) => rows.some((row) => column.steps[0]?.kind !== "field" || Object.hasOwn(row, column.steps[0].name)));
  const asWholes = columns.some((column) => wholes.some((whole) => beginsAt(column, whole)));
  return !asRows && asWholes ? wholes : rows;
};

/** The cells of a custom-columns table: a row for each row of the result's own table. */
export const customRows = (result: JsonObject, columns: readonly CustomColumn[]): string[][] =>
  subjects(result, columns).map((row) =>
    columns.map(({ steps }) => {
      const values = findValues(row as JsonValue, steps);
      return values.length === 0 ? "<none>" : values.map((value) => (value === null ? "<none>" : printed(value))).join(",");
    }),
  );
