import { generationOf } from "./body.ts";
import { diffObjects } from "./diff/diff-objects.ts";
import { visiblePart } from "./diff/visible-part.ts";
import type { Life, State } from "./effect.ts";
import { gapBetween } from "./gap.ts";
import type { Touch } from "./touch.ts";

/**
 * What a touch shows of a living object that it did not change. Where that differs from what was known, something unlogged happened
 * between: a step without an effect, and a gap where the generation proves it.
 */
export const observed = (life: Life, touch: Exclude<Touch, { kind: "refused" }>): Life => {
  const known = life.state;
  const next: Life = { ...life, uid: life.uid ?? touch.uid, alive: true };
  if (touch.object === null) return next;
  if (known !== null && known.evidence === "exact" && known.resourceVersion !== null && known.resourceVersion === touch.resourceVersion)
    return next;
  const state: State = {
    object: touch.object,
    resourceVersion: touch.resourceVersion,
    generation: generationOf(touch.object),
    evidence: "exact",
    origin: "observed",
    time: touch.request.event.stageTimestamp,
  };
  if (known === null) {
    life.steps.push({ time: state.time, before: null, after: touch.object, fields: null, effect: null });
    return { ...next, state };
  }
  const drift = diffObjects(visiblePart(known.object), visiblePart(touch.object), touch.ref.group, touch.ref.resource);
  const gap = gapBetween(known, touch, 0);
  if (gap !== null) life.gaps.push(gap);
  if (drift.length === 0) return { ...next, state: { ...state, origin: known.origin } };
  life.steps.push({ time: state.time, before: known.object, after: touch.object, fields: drift, effect: null });
  return { ...next, state };
};
