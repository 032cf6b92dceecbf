import { isMesh } from "../kinds/kinds.ts";
import type { RiskLevel } from "../model/change.ts";
import type { Candidate, Weight } from "./candidate.ts";

const byLevel: Record<RiskLevel, number> = { high: 1, medium: 0.65, low: 0.4 };

/** Contents that were not logged may be anything. */
const notLogged = 0.55;
/** A change without a known risk is a change still. */
const plain = 0.35;
const plainDeletion = 0.5;
const onlyMetadata = 0.03;

/** Commands that touch nothing but metadata, where the contents do not say so themselves. */
const metadataCommands = new Set(["annotate", "label"]);

/** How dangerous a change is by itself: its worst risk, or what can be said without one. */
export const danger = ({ object, change }: Candidate): Weight => {
  if (change.metadataOnly) return { value: onlyMetadata, why: "only metadata changed" };
  const [worst] = change.risks;
  if (worst !== undefined) return { value: byLevel[worst.level], why: `${worst.level} risk: ${worst.why}` };
  const unknown = change.operation === "updated" && change.fields === null;
  const command = change.actor.client?.command ?? "";
  if (unknown && metadataCommands.has(command)) return { value: onlyMetadata, why: `${command} changes only metadata` };
  if (unknown) return { value: notLogged, why: change.after === null ? "contents not logged" : "what it was before is not known" };
  if (change.operation === "deleted") return { value: isMesh(object) ? plainDeletion : plain, why: "deleted" };
  return { value: plain, why: null };
};

/** Whether a change touches nothing that steers traffic. */
export const isHarmless = (candidate: Candidate): boolean => danger(candidate).value <= onlyMetadata;
