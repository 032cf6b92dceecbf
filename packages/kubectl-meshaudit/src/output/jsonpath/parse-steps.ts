import { MeshauditError } from "@meshaudit/core";
import type { Operand, Operator, Step } from "./expression.ts";

/** The error for a template that is none. */
export const invalidTemplate = (text: string, reason: string): MeshauditError =>
  new MeshauditError("argument-invalid", `"${text}" is no JSONPath: ${reason}`, {
    hint: `such as -o jsonpath='{range .changes[*]}{.time}{"\\t"}{.actor.user}{"\\n"}{end}'`,
  });

const field = /\.((?:\\.|[^\s.[\]{}()'"*,=!<>\\])+)/y;
const range = /^(-?\d*):(-?\d*)(?::(-?\d*))?$/;
const integers = /^-?\d+(?:\s*,\s*-?\d+)*$/;
const quoted = /^(?:'([^']*)'|"([^"]*)")$/;
const comparison = /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s;

/** Where the bracket that opens at `start` is closed, outside quotes; -1 when it never is. */
const closingBracket = (text: string, start: number): number => {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return at;
  }
  return -1;
};

const literal = (text: string): Operand | null => {
  const string = quoted.exec(text);
  if (string) return { kind: "literal", value: string[1] ?? string[2] ?? "" };
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  if (text === "null") return { kind: "literal", value: null };
  return /^-?\d+(?:\.\d+)?$/.test(text) ? { kind: "literal", value: Number(text) } : null;
};

const operand = (text: string): Operand => {
  const known = literal(text);
  if (known !== null) return known;
  if (!text.startsWith("@")) throw invalidTemplate(text, "a filter compares what begins with @ to a string or a number");
  return { kind: "path", steps: parseSteps(text.slice(1)) };
};

const filter = (text: string): Step => {
  const [, left = text, operator, right] = comparison.exec(text) ?? [];
  return {
    kind: "filter",
    left: operand(left.trim()),
    operator: (operator as Operator | undefined) ?? null,
    right: right === undefined ? null : operand(right.trim()),
  };
};

const numberOr = (text: string | undefined, otherwise: number | null): number | null =>
  text === undefined || text === "" ? otherwise : Number(text);

const bracket = (inside: string): Step => {
  const text = inside.trim();
  if (text === "*") return { kind: "every" };
  if (text.startsWith("?(") && text.endsWith(")")) return filter(text.slice(2, -1).trim());
  if (integers.test(text)) return { kind: "indexes", indexes: text.split(",").map(Number) };
  const slice = range.exec(text);
  if (slice) {
    const step = numberOr(slice[3], 1) ?? 1;
    if (step <= 0) throw invalidTemplate(`[${inside}]`, "a slice goes forward, by 1 or more");
    return { kind: "slice", from: numberOr(slice[1], null), to: numberOr(slice[2], null), step };
  }
  const names = text.split(",").map((part) => quoted.exec(part.trim()));
  if (names.every((name) => name !== null)) return { kind: "fields", names: names.map((name) => name[1] ?? name[2] ?? "") };
  throw invalidTemplate(`[${inside}]`, "brackets hold an index, a slice, *, a quoted name or a filter");
};

/**
 * The steps of a path without its root, such as `.changes[0].actor["user"]`.
 *
 * @throws MeshauditError `argument-invalid`.
 */
export const parseSteps = (text: string): Step[] => {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith("..", at)) {
      steps.push({ kind: "within" });
      at += text.charAt(at + 2) === "[" ? 2 : 1;
    } else if (text.startsWith(".*", at)) {
      steps.push({ kind: "every" });
      at += 2;
    } else if (text.startsWith(".[", at) || text === ".") {
      at += 1;
    } else if (text.charAt(at) === "[") {
      const end = closingBracket(text, at);
      if (end === -1) throw invalidTemplate(text, "a [ is never closed");
      steps.push(bracket(text.slice(at + 1, end)));
      at = end + 1;
    } else {
      field.lastIndex = at;
      const name = field.exec(text)?.[1];
      if (name === undefined) throw invalidTemplate(text, `what begins at "${text.slice(at, at + 12)}" is no step of a path`);
      steps.push({ kind: "field", name: name.replace(/\\(.)/g, "$1") });
      at = field.lastIndex;
    }
  }
  return steps;
};
