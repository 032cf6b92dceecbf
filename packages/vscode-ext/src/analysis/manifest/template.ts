import { Lexer } from "yaml";
import { watchLexemes } from "./lexemes.ts";

/** Whether a document's text is a template of Helm's or Jinja's rather than YAML: `{{ … }}` outside of quotes, text and comments. */
export const holdsTemplate = (text: string): boolean => {
  if (!text.includes("{{") && !text.includes("{%")) return false;
  const watch = watchLexemes();
  for (const lexeme of new Lexer().lex(text)) {
    const obstacle = watch.next(lexeme);
    if (obstacle !== null) return obstacle === "helm-template";
  }
  return false;
};
