import { safeText } from "@meshaudit/client";
import type { Attempt, Cause, Change, Risk } from "@meshaudit/core";
import type { Style } from "../terminal/style.ts";
import type { Cell } from "../terminal/table.ts";

/** What set a deletion off, and who: `as alice@example.com deleted the namespace staging`. */
const causeLabel = ({ kind, object, actor, evidence }: Cause, deleter: string): string => {
  const likely = evidence === "approximate" ? "most likely " : "";
  switch (kind) {
    case "namespace-deletion":
      return `${likely}as ${actor.user} deleted the namespace${object === null ? "" : ` ${object.name}`}`;
    case "garbage-collection":
      return `${likely}as ${actor.user} deleted its owner${object === null ? "" : `, ${object.resource}/${object.name}`}`;
    case "finalizer":
      return `${likely}as ${actor.user} had asked for; a finalizer had held it`;
    case "deletecollection":
      return actor.user === deleter ? "with all that a deletecollection named" : `${likely}as ${actor.user} deleted all of its kind`;
  }
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
  if (isAttempt(change)) return safeText(change.result === "dryRun" ? results.dryRun : `${results[change.result]}: ${change.reason}`);
  return safeText(change.cause === null ? change.summary : `${change.summary}, ${causeLabel(change.cause, change.actor.user)}`);
};

/** A risk as it stands below a change: `! most traffic moved at once`. */
export const riskCell = (risk: Risk, style: Style): Cell => ({ text: `! ${safeText(risk.why)}`, paint: style[risk.level] });
