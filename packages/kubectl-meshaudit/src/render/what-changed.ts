import { exactTime, howLabel, kindLabel, placeLabel, safeText, timeBetween, whoLabel } from "@meshaudit/client";
import type { ChangeSet, RankedChange } from "@meshaudit/core";
import { renderTable, type Cell, type Row } from "../terminal/table.ts";
import { counted } from "./amount.ts";
import { shortId } from "./change-rows.ts";
import { searchedLine } from "./searched.ts";
import { sentence } from "./sentence.ts";
import type { ViewOptions } from "./view.ts";
import { riskCell, whatLabel } from "./what.ts";

const distance = /^(?:then|[\d.,]+ ?(?:ms|s|min|m|h) (?:before|after))$/;

/** Why a change may explain the incident, but for what its row says already: when it was, and its worst risk. */
const reasonCells = ({ change, why }: RankedChange, { style }: ViewOptions): Cell[] => {
  const [risk] = change.risks;
  const reasons = why.filter((reason) => !distance.test(reason) && !(risk !== undefined && reason.endsWith(risk.why)));
  return [
    ...(risk === undefined ? [] : [riskCell(risk, style)]),
    ...(reasons.length === 0 ? [] : [{ text: `(${reasons.map(safeText).join("; ")})`, paint: style.faint }]),
  ];
};

const rowOf = (ranked: RankedChange, at: number, options: ViewOptions): Row => {
  const { clock, wide, style } = options;
  const { object, change, score } = ranked;
  const instant = Date.parse(change.time);
  return {
    cells: [
      { text: score.toFixed(2), paint: style.faint },
      { text: wide ? exactTime(instant, clock.zone) : timeBetween(instant, at), paint: style.faint },
      ...(wide ? [{ text: shortId(change.id) }] : []),
      { text: kindLabel(object) },
      { text: placeLabel(object) },
      { text: whoLabel(change.actor, wide) },
      ...(wide ? [{ text: safeText(change.actor.ip ?? "-") }] : []),
      { text: howLabel(change, wide) },
      ...(wide ? [{ text: change.evidence }] : []),
      { text: whatLabel(change) },
    ],
    more: reasonCells(ranked, options),
  };
};

const headers = (wide: boolean): string[] => [
  "SCORE",
  wide ? "TIME" : "WHEN",
  ...(wide ? ["ID"] : []),
  "KIND",
  "OBJECT",
  "WHO",
  ...(wide ? ["FROM"] : []),
  "HOW",
  ...(wide ? ["EVIDENCE"] : []),
  "WHAT",
];

/** The changes around a moment, the likeliest cause first, and why. */
export const renderWhatChanged = ({ at, from, to, ranked, searched }: ChangeSet, limit: number, options: ViewOptions): string[] => {
  const { clock, style, width, withHeaders } = options;
  const moment = Date.parse(at);
  const shown = limit === 0 ? ranked : ranked.slice(0, limit);
  const lines = renderTable(
    { headers: headers(options.wide), rows: shown.map((change) => rowOf(change, moment, options)) },
    { width, withHeaders, style },
  );
  if (!withHeaders) return lines;
  const between = `between ${exactTime(Date.parse(from), clock.zone)} and ${exactTime(Date.parse(to), clock.zone)}`;
  const title = ranked.length === 0 ? `no change ${between}` : `${counted(ranked.length, "change")} ${between}, the likeliest cause first`;
  const hidden = ranked.length - shown.length;
  return [
    ...sentence(title, style.strong, options),
    "",
    ...lines,
    ...(hidden > 0 ? [style.faint(`${hidden} more: --limit 0`)] : []),
    ...(lines.length > 0 ? [""] : []),
    ...sentence(searchedLine(searched, clock), style.faint, options),
  ];
};
