import type { Evidence } from "../model/change.ts";
import { isObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { formatPath, type Path } from "../model/path.ts";
import { keysOf } from "./diff/natural-key.ts";
import { leaves } from "./diff/leaves.ts";
import type { Effect, Life } from "./effect.ts";
import { presentable } from "./present.ts";
import { tracer } from "./trace.ts";

/** One leaf of an object and what last set it. */
export interface Blamed {
  path: string;
  key: string;
  value: JsonValue;
  /** null when nothing explains the value. */
  effect: Effect | null;
  evidence: Evidence;
}

const isEmpty = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

const weaker = (a: Evidence, b: Evidence): Evidence => (a === "unavailable" || b === "unavailable" ? "unavailable" : a === "exact" ? b : a);

/**
 * For each leaf of the life's last known state, the change that last set it: traced back from state to state, through moved and
 * inserted list entries. Past a step that no event explains, what stayed the same is still explained, as `approximate`; where
 * the state before is not known, nothing is.
 */
export const blame = (life: Life, { group, resource }: { group: string; resource: string }): Blamed[] => {
  if (life.state === null) return [];
  const object: JsonObject = presentable(life.state.object);
  const keyOf = keysOf(object, group, resource);
  const steps = life.steps.toReversed().map((step) => ({ step, trace: step.fields === null ? null : tracer(step.fields) }));
  return leaves(object).map(({ path, value }) => {
    let at: Path = path;
    let evidence: Evidence = life.state?.evidence ?? "exact";
    const explained = (effect: Effect | null): Blamed => ({
      path: formatPath(path),
      key: keyOf(path),
      value,
      effect,
      evidence: effect === null ? "unavailable" : weaker(evidence, effect.evidence),
    });
    for (const { step, trace } of steps) {
      if (trace === null) return explained(null);
      const before = trace(at, isEmpty(value));
      if (before === null) return explained(step.effect);
      at = before;
      if (step.effect === null) evidence = weaker(evidence, "approximate");
    }
    return explained(null);
  });
};
