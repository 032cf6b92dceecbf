import { resourceName, safeJson, safeText } from "@meshaudit/client";
import { isObject, MeshauditError, own, toYaml, type JsonObject, type ObjectIdentity } from "@meshaudit/core";
import type { ViewOptions } from "../render/view.ts";
import { renderTable } from "../terminal/table.ts";
import { customRows } from "./custom-columns.ts";
import { renderTemplate } from "./jsonpath/template.ts";
import type { OutputFormat } from "./output-format.ts";

/** A result's own views: as a table, and where it has them as Markdown, as CSV and as a page. */
export interface Views {
  table(options: ViewOptions): string[] | Promise<string[]>;
  markdown?(options: ViewOptions): string[];
  csv?(options: ViewOptions): string[];
  /** A whole page. */
  html?(): Promise<string>;
}

/** The objects that a result is about, each once, in its order. */
const objectsIn = (result: JsonObject): ObjectIdentity[] => {
  const inList = ["items", "ranked"].map((name) => own(result, name)).find(Array.isArray) ?? [];
  const holders = [result, ...inList.filter(isObject)];
  const objects = holders.map((holder) => own(holder, "object")).filter(isObject) as unknown as ObjectIdentity[];
  return [...new Map(objects.map((object) => [JSON.stringify(object), object])).values()];
};

/** What a stranger wrote, with its own line breaks and tabs kept: a script asked for the value. */
const safeValue = (text: string): string => text.replace(/[^\n\t]+/g, safeText);

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join("");

/**
 * A result as `-o` wants it, line breaks included.
 *
 * @throws MeshauditError `argument-invalid` for a format that this result does not have.
 */
export const formatResult = async (result: object, format: OutputFormat, views: Views, options: ViewOptions): Promise<string> => {
  // Results are plain JSON, as core promises.
  const data = result as JsonObject;
  switch (format.kind) {
    case "table":
      return lines(await views.table(options));
    case "json":
      return `${safeJson(JSON.stringify(data, null, 2))}\n`;
    case "yaml":
      return toYaml(data);
    case "name":
      return lines(objectsIn(data).map(resourceName));
    case "jsonpath":
      return safeValue(renderTemplate(format.template, data));
    case "custom-columns": {
      const rows = customRows(data, format.columns).map((cells) => ({ cells: cells.map((text) => ({ text: safeText(text) })) }));
      const table = { headers: format.columns.map(({ header }) => header), rows };
      return lines(renderTable(table, { width: null, withHeaders: options.withHeaders, style: options.style }));
    }
    case "csv":
      if (views.csv !== undefined) return lines(views.csv(options));
      throw new MeshauditError("argument-invalid", "this command has no CSV form", {
        hint: "query and report have one; others have table, json and yaml",
      });
    case "html":
      if (views.html !== undefined) return views.html();
      throw new MeshauditError("argument-invalid", "this command has no HTML form", {
        hint: "report has one; others have table, json and yaml",
      });
    case "markdown":
      if (views.markdown !== undefined) return lines(views.markdown(options));
      throw new MeshauditError("argument-invalid", "this command has no Markdown form", {
        hint: "who-changed and report have one; others have table, json and yaml",
      });
  }
};
