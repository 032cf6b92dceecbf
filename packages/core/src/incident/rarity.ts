import type { Candidate, Weight } from "./candidate.ts";

/** How unusual it is that the object changes: what changes all the time seldom explains a sudden incident. */
export const rarity = ({ usual }: Candidate): Weight => {
  if (usual <= 1) return { value: 1, why: "its only change in what was read" };
  return { value: 1 / Math.sqrt(usual), why: usual >= 10 ? `changes often: ${usual} times in what was read` : null };
};
