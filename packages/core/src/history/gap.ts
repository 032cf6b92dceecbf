import type { Gap } from "../model/change.ts";
import { generationOf } from "./body.ts";
import type { State } from "./effect.ts";
import type { Touch } from "./touch.ts";

/**
 * The changes between a known state and what a touch shows that no event explains, by metadata.generation: the API server counts it
 * up by one for each change outside of metadata and status. `own` is how much of it the touch itself may account for.
 * Source: Kubernetes API conventions, metadata.generation.
 */
export const gapBetween = (state: State, touch: Touch, own: 0 | 1): Gap | null => {
  const object = touch.kind === "refused" ? null : touch.object;
  const generation = generationOf(object);
  if (generation === null || state.generation === null) return null;
  const missing = generation - state.generation - own;
  if (missing <= 0) return null;
  return {
    afterGeneration: state.generation,
    beforeGeneration: generation,
    missing,
    from: state.time,
    to: touch.request.event.stageTimestamp,
  };
};
