import type { Kind } from "@meshaudit/core";
import { renderTable } from "../terminal/table.ts";
import type { ViewOptions } from "./view.ts";

/** The kinds known by name, as `kubectl api-resources` lists them. */
export const renderKinds = (kinds: readonly Kind[], { width, style, withHeaders }: ViewOptions): string[] =>
  renderTable(
    {
      headers: ["NAME", "SHORTNAMES", "KIND", "GROUP"],
      rows: kinds.map(({ resource, shortNames, kind, group }) => ({
        cells: [{ text: resource }, { text: shortNames.join(",") }, { text: kind ?? "" }, { text: group }],
      })),
    },
    { width, withHeaders, style },
  );
