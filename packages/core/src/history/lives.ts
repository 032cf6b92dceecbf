import { attempted, applyWrite, deleted } from "./write.ts";
import { failureOf } from "./attempt.ts";
import { finalizersOf, isBeingDeleted } from "./body.ts";
import { provenSweeps, rehearsedDeletes, sweeps } from "./deletion.ts";
import { newLife, type Life, type State } from "./effect.ts";
import { observed } from "./observe.ts";
import { orderTouches } from "./order.ts";
import { isDryRun, succeeded } from "./request.ts";
import type { Touch } from "./touch.ts";

type SweptTouch = Extract<Touch, { kind: "swept" }>;

/** The response to a sweep shows what a finalizer holds as it was before; marking it for deletion counts its generation up. */
const marked = (state: State | null): State | null =>
  state === null || state.generation === null || isBeingDeleted(state.object) ? state : { ...state, generation: state.generation + 1 };

/** A deletecollection reaches one object, if it does. */
const applySweep = (life: Life, touch: SweptTouch, proven: boolean): Life => {
  const named = touch.object !== null;
  if (!named) {
    // Which objects went is not logged: only one that was there, and that the selectors do not leave out, can have gone.
    if (life.alive !== true) return life;
    const reached = sweeps(touch, life.state?.object ?? null);
    if (reached === false || (reached === null && !proven)) return life;
  }
  if (isDryRun(touch.request.event)) {
    life.effects.push(attempted(touch, { result: "dryRun", reason: "a dry run" }));
    return life;
  }
  const known = named ? observed(life, touch) : life;
  const holders = finalizersOf(touch.object ?? known.state?.object);
  if (holders.length > 0) {
    // The namespace controller sweeps again and again while a finalizer holds: one entry tells it.
    if (known.heldDelete !== null) return known;
    known.effects.push(attempted(touch, { result: "noop", reason: `deletion asked for; held by finalizer ${holders.join(", ")}` }));
    return { ...known, state: marked(known.state), heldDelete: touch.request };
  }
  return deleted(known, touch, named ? "exact" : touch.request.event.level === "Metadata" ? "unavailable" : "approximate");
};

const isOtherLife = (life: Life, touch: Touch): boolean => touch.uid !== null && life.uid !== null && touch.uid !== life.uid;

/** A write that succeeds after the end, and is no second answer to the same deletion, proves a life whose creation was not logged. */
const revives = (life: Life, touch: Touch): boolean =>
  succeeded(touch.request.event) &&
  !isDryRun(touch.request.event) &&
  !touch.request.event.objectRef?.subresource &&
  (touch.uid === null || touch.uid !== life.uid);

/** A controller's write on what is already gone, or going as a namespace does: its status, its finalizers. */
const isAftermath = (touch: Touch): boolean =>
  succeeded(touch.request.event) &&
  !["create", "delete"].includes(touch.request.event.verb) &&
  touch.request.event.responseStatus?.code !== 201;

/**
 * The lives of one object, oldest first, from all touches of it in any order. Attempts made while nothing was there stand in the
 * life before (or, at the very beginning, in the one after).
 */
export const livesOf = (touches: readonly Touch[]): Life[] => {
  const ordered = orderTouches(touches);
  const rehearsed = rehearsedDeletes(ordered);
  const proven = provenSweeps(ordered);
  const lives: Life[] = [];
  let life = newLife(null);
  const begin = (next: Life): void => {
    if (life.effects.length > 0 || life.steps.length > 0 || life.alive !== null) lives.push(life);
    life = next;
  };
  for (const touch of ordered) {
    if (touch.kind === "refused") life.effects.push(attempted(touch, failureOf(touch.request.event)));
    else if (touch.kind === "swept") {
      if (touch.object !== null && isOtherLife(life, touch)) begin(newLife(touch.uid));
      if (life.alive !== false) life = applySweep(life, touch, proven.has(touch));
    } else if (touch.kind === "seen") {
      if (isOtherLife(life, touch)) begin(newLife(touch.uid));
      // A read that answers after the end without telling a uid saw another life, or the old one from a cache: it proves nothing.
      if (life.alive !== false) life = observed(life, touch);
    } else {
      if (isOtherLife(life, touch) || (life.alive === false && revives(life, touch))) begin(newLife(touch.uid));
      if (life.alive === false && isAftermath(touch)) continue;
      const next = applyWrite(life, touch, rehearsed.has(touch));
      if (next.effects === life.effects) life = next;
      else begin(next);
    }
  }
  begin(newLife(null));
  return lives;
};
