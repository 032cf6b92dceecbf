import { kindLabel, objectLabel } from "@meshaudit/client";
import type { Change, ObjectHistory, ObjectHistoryList, ObjectIdentity } from "@meshaudit/core";
import { renderTable } from "../terminal/table.ts";
import { counted } from "./amount.ts";
import { changeHeaders, changeRow, type ObjectColumns } from "./change-rows.ts";
import { folded, unfolded, type ObjectChange } from "./fold.ts";
import { searchedLine } from "./searched.ts";
import { sentence } from "./sentence.ts";
import { titleOf } from "./title.ts";
import type { ViewOptions } from "./view.ts";

/** How many rows, and whether runs of them become one. */
export interface RowOptions {
  /** 0: all. */
  limit: number;
  fold: boolean;
}

const newestFirst = (a: ObjectChange, b: ObjectChange): number => Date.parse(b.change.time) - Date.parse(a.change.time);

const rowsOf = ({ object, changes, attempts }: ObjectHistory): ObjectChange[] => {
  const all = attempts.length === 0 ? changes : [...changes, ...attempts];
  const rows = all.map((change) => ({ object, change }));
  // Changes are in the order that the server gave them, which clocks may contradict: attempts alone are placed by time.
  return attempts.length === 0 ? rows : rows.sort(newestFirst);
};

const historiesIn = (result: ObjectHistory | ObjectHistoryList): ObjectHistory[] =>
  result.kind === "ObjectHistory" ? [result] : result.items;

/** All changes of a result, newest first, each with its object. */
export const changesIn = (result: ObjectHistory | ObjectHistoryList): ObjectChange[] => {
  const rows = historiesIn(result).flatMap(rowsOf);
  return result.kind === "ObjectHistory" ? rows : rows.sort(newestFirst);
};

const columnsFor = (objects: readonly ObjectIdentity[]): ObjectColumns => {
  const distinct = (part: (object: ObjectIdentity) => string): number => new Set(objects.map(part)).size;
  const [types, names] = [distinct(({ resource, group }) => `${resource}.${group}`), distinct(kindLabel)];
  return {
    kind: types <= 1 ? "none" : types === names ? "name" : "full",
    namespace: distinct(({ namespace }) => namespace) > 1,
    name: objects.length > 1,
  };
};

const subjectOf = (histories: readonly ObjectHistory[]): string => {
  const [only, ...others] = histories;
  return only !== undefined && others.length === 0 ? objectLabel(only.object) : counted(histories.length, "object");
};

/** The changes of an object, or of several, newest first: when, who, how, what, and the worst risk. */
export const renderWhoChanged = (result: ObjectHistory | ObjectHistoryList, rowOptions: RowOptions, options: ViewOptions): string[] => {
  const rows = changesIn(result);
  const columns = columnsFor(historiesIn(result).map(({ object }) => object));
  const runs = rowOptions.fold ? folded(rows) : unfolded(rows);
  const shown = rowOptions.limit === 0 ? runs : runs.slice(0, rowOptions.limit);
  const before = ({ object, changes }: (typeof runs)[number]): Change | undefined => {
    const own = historiesIn(result).find((history) => history.object === object)?.changes ?? [];
    const oldest = changes.at(-1);
    return oldest === undefined ? undefined : own[own.indexOf(oldest) + 1];
  };
  const table = { headers: changeHeaders(columns, options.wide), rows: shown.map((run) => changeRow(run, before(run), columns, options)) };
  const lines = renderTable(table, { width: options.width, withHeaders: options.withHeaders, style: options.style });
  if (!options.withHeaders) return lines;
  const { style } = options;
  const hidden = runs.length - shown.length;
  const changes = rows.map(({ change }) => change).filter((change) => !("result" in change));
  return [
    ...sentence(titleOf(subjectOf(historiesIn(result)), changes, options.clock), style.strong, options),
    "",
    ...lines,
    ...(hidden > 0 ? [style.faint(`${hidden} more: --limit 0`)] : []),
    ...(lines.length > 0 ? [""] : []),
    ...sentence(searchedLine(result.searched, options.clock), style.faint, options),
  ];
};
