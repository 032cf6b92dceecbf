import type { Attempt, Cause, Change, Risk } from "@meshaudit/core";
import { safeText } from "../terminal/safe-text.ts";
import type { Style } from "../terminal/style.ts";
import type { Cell } from "../terminal/table.ts";

const causeVerbs: { [kind in Cause["kind"]]: string } = {
  "namespace-deletion": "deleted the namespace",
  "garbage-collection": "deleted the owner",
  finalizer: "asked for the deletion",
  deletecollection: "deleted all of them",
};

/** What set a deletion off, and who: `alice@example.com deleted the namespace staging`. */
export const causeLabel = ({ kind, object, actor, evidence }: Cause): string => {
  const named = object !== null && object.name !== "" && kind !== "finalizer" ? ` ${object.name}` : "";
  return safeText(`${actor.user} ${causeVerbs[kind]}${named}${evidence === "approximate" ? " (most likely)" : ""}`);
};

const results: { [result in Attempt["result"]]: string } = {
  denied: "denied",
  failed: "failed",
  noop: "changed nothing",
  dryRun: "dry run",
};

/** Whether a change is one of those that changed nothing. */
export const isAttempt = (change: Change): change is Attempt => "result" in change;

/** What a change did, in the mesh's words; what an attempt came to, and why. */
export const whatLabel = (change: Change): string => {
  if (isAttempt(change)) return safeText(change.reason === "" ? results[change.result] : `${results[change.result]}: ${change.reason}`);
  return `${safeText(change.summary)}${change.cause === null ? "" : `: ${causeLabel(change.cause)}`}`;
};

/** A risk as it stands below a change: `! most traffic moved at once`. */
export const riskCell = (risk: Risk, style: Style): Cell => ({ text: `! ${safeText(risk.why)}`, paint: style[risk.level] });
