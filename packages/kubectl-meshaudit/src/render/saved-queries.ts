import { safeText } from "@meshaudit/client";
import type { SavedQueries } from "../cli/saved-queries.ts";
import { renderTable } from "../terminal/table.ts";
import type { ViewOptions } from "./view.ts";

/** Saved queries by their names, a line each. */
export const renderSavedQueries = ({ items }: SavedQueries, options: ViewOptions): string[] =>
  items.length === 0
    ? ["no query is saved: kubectl meshaudit query --save NAME 'QUERY'"]
    : renderTable(
        {
          headers: ["NAME", "QUERY"],
          rows: items.map(({ name, query }) => ({
            cells: [{ text: safeText(name) }, { text: safeText(query.trim().replaceAll(/\s+/g, " ")) }],
          })),
        },
        options,
      );
