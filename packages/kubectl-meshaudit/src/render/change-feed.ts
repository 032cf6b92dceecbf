import type { ObjectHistoryList } from "@meshaudit/core";
import { columnWidths, renderTable } from "../terminal/table.ts";
import { changeHeaders, changeRow, type ObjectColumns } from "./change-rows.ts";
import { unfolded } from "./fold.ts";
import type { ViewOptions } from "./view.ts";
import { changesIn } from "./who-changed.ts";

/** Rows of changes as they come, oldest first, under one row of headers. `one`: they are all of one object, which needs no name. */
export const createChangeFeed = (one: boolean): ((news: ObjectHistoryList, options: ViewOptions) => string[]) => {
  const columns: ObjectColumns = one ? { kind: "none", namespace: false, name: false } : { kind: "name", namespace: true, name: true };
  let widths: number[] | null = null;
  return (news, options) => {
    const { width, style, wide, withHeaders } = options;
    const rows = unfolded(changesIn(news).toReversed()).map((run) => changeRow(run, undefined, columns, options));
    const table = { headers: changeHeaders(columns, wide), rows };
    const lines = renderTable(table, { width, style, withHeaders: withHeaders && widths === null, atLeast: widths ?? [] });
    widths = columnWidths(table).map((each, column) => Math.max(each, widths?.[column] ?? 0));
    return lines;
  };
};
