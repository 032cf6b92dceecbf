import { isReactive } from "../enrich/reactive.ts";
import type { RankedChange } from "../model/result.ts";
import { micros } from "../model/time.ts";
import type { Candidate, Weight, Window } from "./candidate.ts";
import { danger, isHarmless } from "./danger.ts";
import { lasting } from "./lasting.ts";
import { nearness } from "./nearness.ts";
import { rarity } from "./rarity.ts";
import { reach } from "./reach.ts";

/** How much each way to look at a change counts; together 1. */
const parts = [
  { weigh: danger, counts: 0.65 },
  { weigh: reach, counts: 0.2 },
  { weigh: rarity, counts: 0.15 },
];

/** A component that reacts passes on what others set off. */
const reactive = 0.35;
/** Metadata moves no traffic, however near, wide or rare its change. */
const harmless = 0.2;

const rank = (candidate: Candidate, lasted: Weight, window: Window): RankedChange => {
  const { object, change } = candidate;
  const near = nearness(change.time, window);
  const weights = parts.map(({ weigh, counts }) => ({ ...weigh(candidate), counts }));
  const sum = weights.reduce((total, { value, counts }) => total + value * counts, 0);
  const reacts = isReactive(change.actor);
  const score = near.value * sum * lasted.value * (reacts ? reactive : 1) * (isHarmless(candidate) ? harmless : 1);
  const why = [near, ...weights, lasted].flatMap((weight) => weight.why ?? []);
  if (reacts) why.push("by a component that only reacts");
  if (change.cause !== null) why.push(`set off by ${change.cause.actor.user}`);
  return { object, change, score: Math.round(score * 1000) / 1000, why };
};

/**
 * Changes by how likely each explains an incident, the likeliest first: how near it was, how dangerous by itself, how far it reaches, how
 * unusual, and whether it still stood at the moment. Deployers count as people do; components that only react count less.
 * Ties: the later change first, then the smaller id. The order of the candidates does not matter.
 */
export const rankChanges = (candidates: readonly Candidate[], window: Window): RankedChange[] => {
  const lasted = lasting(candidates, window);
  return candidates
    .map((candidate) => rank(candidate, lasted.get(candidate) ?? { value: 1, why: null }, window))
    .sort((a, b) => b.score - a.score || micros(b.change.time) - micros(a.change.time) || (a.change.id < b.change.id ? -1 : 1));
};
