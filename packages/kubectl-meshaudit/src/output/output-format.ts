import { MeshauditError } from "@meshaudit/core";
import { parseCustomColumns, type CustomColumn } from "./custom-columns.ts";
import type { TemplateNode } from "./jsonpath/expression.ts";
import { outputFormats } from "./format-names.ts";
import { parseTemplate } from "./jsonpath/template.ts";

/** How an answer is printed. */
export type OutputFormat =
  | { kind: "table"; wide: boolean }
  | { kind: "json" }
  | { kind: "yaml" }
  | { kind: "name" }
  | { kind: "markdown" }
  | { kind: "csv" }
  | { kind: "html" }
  | { kind: "jsonpath"; template: TemplateNode[] }
  | { kind: "custom-columns"; columns: CustomColumn[] };

/**
 * What `-o` asks for.
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseOutputFormat = (text: string): OutputFormat => {
  const [, name = text, argument] = /^([a-z-]+)=(.*)$/s.exec(text) ?? [];
  if (argument !== undefined && argument !== "") {
    if (name === "jsonpath") return { kind: "jsonpath", template: parseTemplate(argument) };
    if (name === "custom-columns") return { kind: "custom-columns", columns: parseCustomColumns(argument) };
  }
  switch (text) {
    case "table":
    case "wide":
      return { kind: "table", wide: text === "wide" };
    case "json":
    case "yaml":
    case "name":
    case "markdown":
    case "csv":
    case "html":
      return { kind: text };
    default:
      throw new MeshauditError("argument-invalid", `"${text}" is no output format`, {
        hint: `one of ${outputFormats.map((format) => format.replace(/=$/, "=…")).join(", ")}`,
      });
  }
};
