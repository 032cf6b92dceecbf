import type { Change } from "../model/change.ts";
import { trafficMoved } from "./rules/traffic-moved.ts";
import { pairedRoutes, type States } from "./states.ts";
import { shiftsOf } from "./traffic.ts";

/** How many points each destination won or lost in a change, over all routes that both sides have; only those that did. */
const drift = (states: States): Map<string, number> => {
  const points = new Map<string, number>();
  for (const { pairs } of pairedRoutes(states)) {
    for (const shift of pairs.flatMap((pair) => shiftsOf(pair.before, pair.after))) {
      points.set(shift.key, (points.get(shift.key) ?? 0) + shift.after - shift.before);
    }
  }
  return new Map([...points].filter(([, gain]) => Math.abs(gain) > 0.5));
};

/** A step of a rollout moves no more points than this, however far the rollout has come. */
const largestStep = 50;

const continues = (earlier: ReadonlyMap<string, number>, later: ReadonlyMap<string, number>): boolean => {
  const moved = [...later.values()].reduce((points, gain) => points + Math.max(0, gain), 0);
  const shared = [...later].filter(([key]) => earlier.has(key));
  return moved <= largestStep && shared.length > 0 && shared.every(([key, gain]) => Math.sign(gain) === Math.sign(earlier.get(key) ?? 0));
};

/** How far back the step before is looked for, past changes that move no traffic. */
const lookBack = 20;

/** Both sides of the change at `index`; null where the one before it did not leave the state that it found. Changes are oldest first. */
const statesAt = (changes: readonly Change[], index: number): States | null => {
  const [before, change] = [changes[index - 1], changes[index]];
  if (!before?.after || !change?.after || !change.fields || change.previous !== "change" || before.uid !== change.uid) return null;
  return { before: before.after, after: change.after, fields: change.fields };
};

/** Whether the change at `index` goes on where the same actor's last shift of traffic left off. */
const isStep = (changes: readonly Change[], index: number): boolean => {
  const states = statesAt(changes, index);
  if (states === null) return false;
  const later = drift(states);
  for (let at = index - 1; at > Math.max(0, index - lookBack); at--) {
    const before = statesAt(changes, at);
    if (before === null) return false;
    const earlier = drift(before);
    if (earlier.size > 0) return changes[at]?.actor.user === changes[index]?.actor.user && continues(earlier, later);
  }
  return false;
};

/**
 * Takes the risk of moved traffic from the steps of a progressive rollout: a shift of at most half of the traffic that carries on in the
 * direction of the same actor's shift before it. The first step, a turn back and another's hand are no such steps.
 *
 * @param changes one object's changes, oldest first.
 */
export const withoutRolloutSteps = (changes: readonly Change[]): Change[] =>
  changes.map((change, index) => {
    const moved = change.risks.some((risk) => risk.rule === trafficMoved.name);
    return moved && isStep(changes, index) ? { ...change, risks: change.risks.filter((risk) => risk.rule !== trafficMoved.name) } : change;
  });
