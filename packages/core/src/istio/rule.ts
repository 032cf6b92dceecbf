import type { RiskLevel } from "../model/change.ts";
import { isObject, ownAt, sameJson, type JsonObject, type JsonValue } from "../model/json.ts";
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

/** A value before and after a change; undefined where there was none. */
export interface Difference {
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

/**
 * A value of the object, by its keys, where the change made it differ: a creation starts from nothing, a deletion ends in nothing.
 * undefined when it is the same, or when a state is not known.
 */
export const fieldAt = (change: ChangeFacts, path: string): Difference | undefined => {
  if (change.before === null && change.operation !== "created") return undefined;
  if (change.after === null && change.operation !== "deleted") return undefined;
  const keys = path.split(".");
  const [before, after] = [ownAt(change.before, ...keys), ownAt(change.after, ...keys)];
  return sameJson(before, after) ? undefined : { before, after };
};

/** The specs on both sides of a change that left an object behind; a creation's before is empty. undefined when a state is not known. */
export const specsOf = (change: ChangeFacts): { before: JsonObject; after: JsonObject } | undefined => {
  if (change.after === null || (change.before === null && change.operation !== "created")) return undefined;
  return { before: specOf(change.before), after: specOf(change.after) };
};

/** An object below another; empty when there is none. */
export const objectAt = (value: unknown, ...keys: string[]): JsonObject => {
  const found = ownAt(value, ...keys);
  return isObject(found) ? found : {};
};
