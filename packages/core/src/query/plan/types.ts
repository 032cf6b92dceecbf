import type { Span } from "../../model/error.ts";
import type { Type } from "../tables/table.ts";
import type { PlanExpression } from "./plan-node.ts";
import type { Planning } from "./planning.ts";

type Family = "text" | "number" | "boolean" | "moment" | "array" | "map" | "interval" | "open";

const families: { [type in Type]: Family } = {
  text: "text",
  json: "text",
  long: "number",
  double: "number",
  boolean: "boolean",
  timestamp: "moment",
  date: "moment",
  array: "array",
  map: "map",
  interval: "interval",
  null: "open",
  any: "open",
};

const called: { [family in Family]: string } = {
  text: "a text",
  number: "a number",
  boolean: "a condition",
  moment: "a time",
  array: "an array",
  map: "a map",
  interval: "an interval",
  open: "a value",
};

/** The family of types that can be compared with one another. */
export const familyOf = (node: PlanExpression): Family => families[node.type];

/** A type as an error calls it. */
export const typeInWords = (node: PlanExpression): string => called[familyOf(node)];

/** A value turned to a type; what cannot be is NULL. */
export const safely = (operand: PlanExpression, type: Type): PlanExpression => ({ kind: "cast", operand, type, safe: true });

/** A value as text. */
export const asText = (node: PlanExpression): PlanExpression => {
  const family = familyOf(node);
  return family === "text" || node.type === "null" ? node : { kind: "cast", operand: node, type: "text", safe: false };
};

const hints: { [family in Family]?: string } = {
  moment: "to_unixtime(time) gives its seconds, from_unixtime(seconds) the time",
  number: "to_unixtime(time) gives its seconds, from_unixtime(seconds) the time",
};

/** A value as one of a family: texts are read as numbers, times and booleans, and are NULL when they are none. Throws for others. */
export const asFamily = (node: PlanExpression, wanted: "number" | "moment" | "boolean", at: Span, planning: Planning): PlanExpression => {
  const family = familyOf(node);
  if (family === wanted || family === "open") return node;
  if (family === "text") return safely(node, wanted === "number" ? "double" : wanted === "moment" ? "timestamp" : "boolean");
  throw planning.fail(
    at,
    `${called[wanted]} is expected; this is ${called[family]}`,
    wanted === "boolean" ? "such as: a = b" : hints[family],
  );
};

/** A value made comparable with values of a type that are as they are. Throws when it is not. */
export const sameFamily = (node: PlanExpression, type: Type, at: Span, planning: Planning): PlanExpression => {
  const wanted = families[type];
  if (wanted === "text") return asText(node);
  return wanted === "number" || wanted === "moment" || wanted === "boolean" ? asFamily(node, wanted, at, planning) : node;
};

/** Values made comparable with one another. Throws when they are not. */
export const comparable = (nodes: readonly PlanExpression[], at: Span, planning: Planning): PlanExpression[] => {
  const kinds = new Set(nodes.map(familyOf));
  kinds.delete("open");
  if (kinds.size < 2) return [...nodes];
  const [a, b] = [...kinds].filter((family) => family !== "text");
  if (a !== undefined && b === undefined && (a === "number" || a === "moment" || a === "boolean")) {
    return nodes.map((node) => asFamily(node, a, at, planning));
  }
  const [one, other] = [...kinds].map((family) => called[family]);
  throw planning.fail(at, `${one} and ${other} cannot be compared`, hints[[...kinds][1] ?? "open"]);
};

/** Values of one column: of different families they become texts. */
export const sameType = (nodes: readonly PlanExpression[]): { nodes: PlanExpression[]; type: Type } => {
  const typed = nodes.filter(({ type }) => type !== "null");
  const types = new Set(typed.map(({ type }) => type));
  const [only = "null"] = types;
  if (types.size < 2) return { nodes: [...nodes], type: only };
  const kinds = new Set(typed.map(familyOf));
  if (kinds.size === 1) {
    const type: Type = kinds.has("number") ? "double" : kinds.has("moment") ? "timestamp" : kinds.has("text") ? "text" : "any";
    return { nodes: [...nodes], type };
  }
  if (kinds.has("open")) return { nodes: [...nodes], type: "any" };
  return { nodes: nodes.map(asText), type: "text" };
};
