import { Document, isScalar, visit } from "yaml";
import { isUnsafe, unsafeCharacters } from "../terminal/safe-text.ts";

const escaped = (character: string): string => {
  if (character === "\n") return character;
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? String.raw`\U${code.toString(16).padStart(8, "0")}` : String.raw`\u${code.toString(16).padStart(4, "0")}`;
};

/**
 * A value as YAML that reads back as the same value and holds no character that is unsafe on a terminal: a text with such a character
 * is quoted, where an escape can stand for it.
 */
export const printYaml = (value: unknown): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, (_, node) => {
    if (isScalar(node) && typeof node.value === "string" && isUnsafe(node.value.replaceAll("\n", ""))) node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ lineWidth: 0 }).replace(unsafeCharacters, escaped);
};
