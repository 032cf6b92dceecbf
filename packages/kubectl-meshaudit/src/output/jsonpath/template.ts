import type { JsonValue } from "@meshaudit/core";
import type { TemplateNode } from "./expression.ts";
import { findValues } from "./find-values.ts";
import { invalidTemplate, parseSteps } from "./parse-steps.ts";

const escapes = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
]);

const unquote = (text: string): string =>
  text.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => escapes.get(character) ?? character);

/** Where the brace that opens at `start` is closed, outside quotes; -1 when it never is. */
const closingBrace = (text: string, start: number): number => {
  let quote = "";
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === "}") return at;
  }
  return -1;
};

const rooted = (expression: string): { fromRoot: boolean; steps: ReturnType<typeof parseSteps> } => {
  const fromRoot = expression.startsWith("$");
  const path = fromRoot || expression.startsWith("@") ? expression.slice(1) : expression;
  return { fromRoot, steps: parseSteps(path === "" || /^[.[]/.test(path) ? path : `.${path}`) };
};

/**
 * A template of kubectl's JSONPath dialect: text, `{path}`, `{"text"}`, `{range path}…{end}`. Without any brace it is one path.
 * Source: kubernetes.io, "JSONPath Support".
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseTemplate = (template: string): TemplateNode[] => {
  if (!template.includes("{")) return [{ kind: "value", ...rooted(template) }];
  const root: TemplateNode[] = [];
  const open: TemplateNode[][] = [root];
  const add = (node: TemplateNode): void => void open.at(-1)?.push(node);
  let at = 0;
  while (at < template.length) {
    const brace = template.indexOf("{", at);
    const textEnd = brace === -1 ? template.length : brace;
    if (textEnd > at) add({ kind: "text", text: template.slice(at, textEnd) });
    if (brace === -1) break;
    const end = closingBrace(template, brace);
    if (end === -1) throw invalidTemplate(template, "a { is never closed");
    const expression = template.slice(brace + 1, end).trim();
    at = end + 1;
    if (expression === "end") {
      if (open.length === 1) throw invalidTemplate(template, "{end} without {range …}");
      open.pop();
    } else if (/^range\s/.test(expression)) {
      const body: TemplateNode[] = [];
      add({ kind: "range", ...rooted(expression.slice(5).trim()), body });
      open.push(body);
    } else if (/^(["']).*\1$/s.test(expression)) add({ kind: "text", text: unquote(expression) });
    else add({ kind: "value", ...rooted(expression) });
  }
  if (open.length > 1) throw invalidTemplate(template, "a {range …} has no {end}");
  return root;
};

/** A value as kubectl prints it: a text as it is, anything else as JSON. */
export const printed = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

const evaluate = (nodes: readonly TemplateNode[], root: JsonValue, current: JsonValue): string =>
  nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      const values = findValues(node.fromRoot ? root : current, node.steps);
      return node.kind === "value" ? values.map(printed).join(" ") : values.map((value) => evaluate(node.body, root, value)).join("");
    })
    .join("");

/** The text that a template makes of a value. */
export const renderTemplate = (nodes: readonly TemplateNode[], value: JsonValue): string => evaluate(nodes, value, value);
