import type { RiskLevel } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import type { ChangeFacts } from "./facts.ts";
import { specsOf, type Finding } from "./rule.ts";
import { pairedRoutes } from "./states.ts";

const levels: readonly RiskLevel[] = ["high", "medium", "low"];

/**
 * What a check finds on the routes of a change, the worst of it and of equals the first. `check` takes a route before and after; one
 * that is new is compared with an empty one.
 */
export const worstOfRoutes = (
  change: ChangeFacts,
  check: (before: JsonObject, after: JsonObject) => readonly Finding[],
): Finding | undefined => {
  if (specsOf(change) === undefined) return undefined;
  const found = pairedRoutes(change).flatMap(({ pairs, added }) => [
    ...pairs.flatMap((pair) => check(pair.before, pair.after)),
    ...added.flatMap(({ entry }) => check({}, entry)),
  ]);
  return levels.map((level) => found.find((finding) => finding.level === level)).find((finding) => finding !== undefined);
};
