import type { ToStringOptions } from "yaml";
import type { JsonObject } from "../../model/json.ts";
import { inCustomaryOrder } from "./key-order.ts";

/**
 * All that YAML 1.2 does not call printable, what ends a line for some readers and not for others, and what hides or reorders text where it
 * is shown (format characters, but for the joiners that scripts and emoji need).
 */
const unprintable = /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|(?![\u200c\u200d])\p{Cf}/gu;

/** Whether a literal block keeps the text in any reader: no line ends in a blank, the first begins with none. */
const isTame = (text: string): boolean => !/^\s|[ \t](?:\n|$)/.test(text);

const options: ToStringOptions = {
  lineWidth: 0,
  indentSeq: false,
  blockQuote: "literal",
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
};

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
};

/** How a text is written; undefined leaves it to the library. */
const styleOf = (text: string, isKey: boolean): "QUOTE_DOUBLE" | "BLOCK_LITERAL" | undefined => {
  // YAML 1.1 had a type of its own for "=".
  if (text === "=" || text.search(unprintable) >= 0) return "QUOTE_DOUBLE";
  if (!/[\t\n]/.test(text)) return undefined;
  return !isKey && text.includes("\n") && isTame(text) ? "BLOCK_LITERAL" : "QUOTE_DOUBLE";
};

/**
 * An object as YAML, with keys in Kubernetes' customary order and no line folded. Any YAML reader, of 1.1 or 1.2, reads the same object
 * from it: `no`, `1:30` and the like are quoted, what cannot be printed is escaped. The library is loaded at the first call.
 */
export const toYaml = async (object: JsonObject): Promise<string> => {
  const { Document, visit } = await import("yaml");
  const document = new Document(inCustomaryOrder(object), { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, {
    Scalar(place, scalar) {
      const style = typeof scalar.value === "string" ? styleOf(scalar.value, place === "key") : undefined;
      if (style !== undefined) scalar.type = style;
    },
  });
  // What is unprintable now stands within double quotes, where an escape means the same.
  return document.toString(options).replace(unprintable, escaped);
};
