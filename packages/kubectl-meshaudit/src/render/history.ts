import { type Clock, exactTime, howLabel, objectLabel, safeText, span, whoLabel } from "@meshaudit/client";
import type { Change, Gap, Incarnation, ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import type { Cell } from "../terminal/table.ts";
import { wrap } from "../terminal/width.ts";
import { counted } from "./amount.ts";
import { shortId } from "./change-rows.ts";
import { titleOf } from "./title.ts";
import { fieldCell } from "./field-value.ts";
import { searchedLine } from "./searched.ts";
import { sentence } from "./sentence.ts";
import type { ViewOptions } from "./view.ts";
import { isAttempt, riskCell, whatLabel } from "./what.ts";

const timeLabel = (time: string, { zone }: Clock): string =>
  Number.isFinite(Date.parse(time)) ? exactTime(Date.parse(time), zone) : "at an unknown time";

const evidenceCells = ({ evidence, previous, fields, operation }: Change, style: ViewOptions["style"]): Cell[] => {
  const said: string[] = [];
  if (evidence === "approximate") said.push("rebuilt from what was asked for: approximate");
  if (evidence === "unavailable") said.push("the log keeps no contents of it");
  if (fields === null && evidence !== "unavailable" && operation !== "deleted") said.push("what it was before is not known");
  if (previous === "observed") said.push("what it was before was seen in a read");
  return said.map((text) => ({ text: `(${text})`, paint: style.faint }));
};

const bodyOf = (change: Change, { style, wide }: ViewOptions): Cell[] => [
  { text: whatLabel(change) },
  ...change.risks.map((risk) => riskCell(risk, style)),
  // A creation or deletion as a whole is told by its summary; its contents are for `diff` and `show`.
  ...(change.fields ?? []).filter(({ path }) => path !== "").map((field) => fieldCell(field, wide, style)),
  ...evidenceCells(change, style),
];

const indent = "    ";

const block = (change: Change, options: ViewOptions): string[] => {
  const { style, clock, width, wide } = options;
  const ip = wide && change.actor.ip !== null ? ` from ${safeText(change.actor.ip)}` : "";
  const kind = isAttempt(change) ? "attempt" : "change";
  const ids = wide && change.auditID !== null ? ` · auditID ${safeText(change.auditID)}` : "";
  const head = `${kind} ${shortId(change.id)}`;
  const rest = ` · ${timeLabel(change.time, clock)} · ${whoLabel(change.actor, wide)}${ip} · ${howLabel(change, wide)}${ids}`;
  const [first = "", ...more] = width === null ? [head + rest] : wrap(head + rest, Math.max(20, width - indent.length));
  const lines = bodyOf(change, options).flatMap(({ text, paint = (plain) => plain }) =>
    (width === null ? [text] : wrap(text, Math.max(20, width - indent.length))).map((line) => indent + paint(line)),
  );
  return [style.strong(first.slice(0, head.length)) + first.slice(head.length), ...more.map((line) => indent + line), ...lines, ""];
};

const gapLine = ({ missing, afterGeneration, beforeGeneration, from, to }: Gap, { clock, style }: ViewOptions): string => {
  const when = from !== null && to !== null ? `, ${span(Date.parse(from), Date.parse(to), clock)}` : "";
  const proof = `generation ${afterGeneration} to ${beforeGeneration}`;
  return style.medium(`gap: ${counted(missing, "change")} of which the log knows nothing (${proof}${when})`);
};

/** Whether a gap lies right before a change: the change is the first that is known after it. */
const endsWith = (gap: Gap, change: Change): boolean => change.generation === gap.beforeGeneration;

const lifeLine = ({ from, to, uid }: Incarnation, { clock, style, wide }: ViewOptions): string => {
  const begin = from === null ? "from before the log" : `from ${timeLabel(from, clock)}`;
  const end = to === null ? "to now" : `to ${timeLabel(to, clock)}`;
  return style.section(`life ${begin} ${end}${wide && uid !== null ? ` (uid ${safeText(uid)})` : ""}`);
};

const newestFirst = (a: Change, b: Change): number => Date.parse(b.time) - Date.parse(a.time);

const blocks = ({ changes, attempts, gaps, incarnations }: ObjectHistory, options: ViewOptions): string[] => {
  const all = attempts.length === 0 ? changes : [...changes, ...attempts].sort(newestFirst);
  const lifeOf = (change: Change): Incarnation | undefined => incarnations.find(({ changes: ids }) => ids.includes(change.id));
  const lines: string[] = [];
  let current: Incarnation | undefined;
  const told = new Set<Gap>();
  for (const change of all) {
    const life = lifeOf(change);
    if (incarnations.length > 1 && life !== undefined && life !== current) lines.push(lifeLine(life, options), "");
    current = life ?? current;
    lines.push(...block(change, options));
    for (const gap of gaps.filter((each) => !told.has(each) && endsWith(each, change))) {
      told.add(gap);
      lines.push(gapLine(gap, options), "");
    }
  }
  return [...lines, ...gaps.filter((gap) => !told.has(gap)).flatMap((gap) => [gapLine(gap, options), ""])];
};

const one = (history: ObjectHistory, options: ViewOptions): string[] => [
  ...sentence(titleOf(objectLabel(history.object), history.changes, options.clock), options.style.strong, options),
  "",
  ...blocks(history, options),
];

/** Every change with its fields before and after, newest first; where one life of an object ends, and what is missing. */
export const renderHistory = (result: ObjectHistory | ObjectHistoryList, options: ViewOptions): string[] => [
  ...(result.kind === "ObjectHistory" ? [result] : result.items).flatMap((history) =>
    options.withHeaders ? one(history, options) : blocks(history, options),
  ),
  ...(options.withHeaders ? sentence(searchedLine(result.searched, options.clock), options.style.faint, options) : []),
];
