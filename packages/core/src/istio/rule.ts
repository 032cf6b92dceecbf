import type { RiskLevel } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { type ChangeFacts, specOf } from "./facts.ts";

/** What a rule found: how bad, and why in words that a person understands. */
export interface Finding {
  level: RiskLevel;
  why: string;
}

/** One subject that makes a change of the mesh risky. */
export interface Rule {
  name: string;
  /** Kinds of the mesh. A name that Istio and the Gateway API share means both. */
  kinds: readonly string[];
  check(change: ChangeFacts): Finding | undefined;
}

/** A rule, as it is: the place where its shape is checked. */
export const defineRule = (rule: Rule): Rule => rule;

/** The specs on both sides of a change that left an object behind; a creation's before is empty. undefined when a state is not known. */
export const specsOf = (change: ChangeFacts): { before: JsonObject; after: JsonObject } | undefined => {
  if (change.after === null || (change.before === null && change.operation !== "created")) return undefined;
  return { before: specOf(change.before), after: specOf(change.after) };
};
