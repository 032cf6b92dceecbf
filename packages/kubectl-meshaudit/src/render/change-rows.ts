import { age, exactTime, fullKindLabel, howLabel, kindLabel, safeText, whoLabel } from "@meshaudit/client";
import { describeBetween, sameJson, type Change, type Risk } from "@meshaudit/core";
import type { Cell, Row } from "../terminal/table.ts";
import type { Run } from "./fold.ts";
import type { ViewOptions } from "./view.ts";
import { isAttempt, riskCell, whatLabel } from "./what.ts";

const severity = { high: 2, medium: 1, low: 0 };

const worst = (changes: readonly Change[]): Risk | null =>
  changes
    .flatMap(({ risks }) => risks)
    .reduce<Risk | null>((most, risk) => (most === null || severity[risk.level] > severity[most.level] ? risk : most), null);

/** What a whole run did, from before its first change to after its last; as the last one says it where that is not known. */
const runLabel = ({ object, changes }: Run, before: Change | undefined): string => {
  const [newest] = changes;
  const first = changes.at(-1);
  if (changes.length === 1 || first?.previous !== "change" || !before?.after || !newest.after) return whatLabel(newest);
  if (sameJson(before.after, newest.after)) return `${whatLabel(newest)}, which is as it was before`;
  return safeText(describeBetween(object, before.after, newest.after).summary);
};

/** A prefix of an id that is long enough to name a change, and short enough to type. */
export const shortId = (id: string): string => id.slice(0, 7);

/** Which columns tell objects apart: none in the history of one. */
export interface ObjectColumns {
  kind: "none" | "name" | "full";
  namespace: boolean;
  name: boolean;
}

/** The headers of a table of changes. */
export const changeHeaders = (objects: ObjectColumns, wide: boolean): string[] => [
  wide ? "TIME" : "AGE",
  ...(wide ? ["ID"] : []),
  ...(objects.namespace ? ["NAMESPACE"] : []),
  ...(objects.kind === "none" ? [] : ["KIND"]),
  ...(objects.name ? ["NAME"] : []),
  "WHO",
  ...(wide ? ["FROM"] : []),
  "HOW",
  ...(wide ? ["EVIDENCE"] : []),
  "WHAT",
];

const whatCell = (run: Run, before: Change | undefined, { style }: ViewOptions): Cell => {
  const [change] = run.changes;
  const text = runLabel(run, before);
  if (!isAttempt(change)) return change.operation === "updated" ? { text } : { text, paint: style.strong };
  return { text, paint: change.result === "denied" || change.result === "failed" ? style.high : style.faint };
};

/** The row of a run of changes. `before` is the change of the same object before the run, if it is known. */
export const changeRow = (run: Run, before: Change | undefined, objects: ObjectColumns, options: ViewOptions): Row => {
  const { clock, wide, style } = options;
  const { object, changes } = run;
  const [change] = changes;
  const instant = Date.parse(change.time);
  const times = changes.length > 1 ? ` ×${changes.length}` : "";
  const risk = worst(changes);
  const cells: Cell[] = [
    { text: wide && Number.isFinite(instant) ? exactTime(instant, clock.zone) : age(instant, clock), paint: style.faint },
    ...(wide ? [{ text: shortId(change.id) }] : []),
    ...(objects.namespace ? [{ text: safeText(object.namespace) }] : []),
    ...(objects.kind === "none" ? [] : [{ text: objects.kind === "full" ? fullKindLabel(object) : kindLabel(object) }]),
    ...(objects.name ? [{ text: safeText(object.name) || "*" }] : []),
    { text: whoLabel(change.actor, wide), tail: times },
    ...(wide ? [{ text: safeText(change.actor.ip ?? "-") }] : []),
    { text: howLabel(change, wide) },
    ...(wide ? [{ text: change.evidence }] : []),
    whatCell(run, before, options),
  ];
  return risk === null ? { cells } : { cells, more: [riskCell(risk, style)] };
};
