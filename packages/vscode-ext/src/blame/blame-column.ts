import { whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { ChangeView } from "../protocol/change-view.ts";
import type { FieldView } from "../protocol/file-view.ts";
import { shortActor } from "../words/short.ts";
import { shortAge } from "../words/age-text.ts";
import { oneLine } from "../words/one-line.ts";
import { heatOf } from "./heat.ts";

/** What stands before a line of a blamed file. */
export interface BlamedLine {
  line: number;
  /** As wide as the column at most; "" for a line that says nothing, or the same as the one before it. */
  text: string;
  /** A step of the heat; null for none. */
  heat: number | null;
}

/** The width of the column, in characters. */
export const columnWidth = 48;

const whoWidth = 20;

const textOf = (change: ChangeView, clock: Clock): string =>
  oneLine(
    [
      oneLine(whoLabel(shortActor(change.actor), false), whoWidth),
      shortAge(Date.parse(change.time), clock),
      oneLine(change.summary, columnWidth),
    ].join(" · "),
    columnWidth,
  );

const timeOf = ({ change }: FieldView): number => {
  const time = Date.parse(change?.time ?? "");
  return Number.isFinite(time) ? time : Number.NEGATIVE_INFINITY;
};

/** Of two values on a line the one that tells more: one that is attributed before one that is not, then the newer. */
const tellsMore = (field: FieldView, than: FieldView): boolean => {
  const [isKnown, wasKnown] = [field, than].map(({ state, change }) => state === "same" && change !== null);
  return isKnown === wasKnown ? timeOf(field) > timeOf(than) : isKnown === true;
};

/** A key that holds others is no value: whose it is would be a guess. A value of several lines is on each. */
const fieldsByLine = (fields: readonly FieldView[], lineCount: number): Map<number, FieldView> => {
  const byLine = new Map<number, FieldView>();
  for (const field of fields) {
    if (field.state === "branch") continue;
    const { start, end } = field.range;
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    for (let line = start.line; line <= Math.min(last, lineCount - 1); line += 1) {
      const other = byLine.get(line);
      if (other === undefined || tellsMore(field, other)) byLine.set(line, field);
    }
  }
  return byLine;
};

const unattributed = ({ state }: FieldView): string => {
  if (state === "differs") return l10n.t("differs from the mesh");
  return state === "only-here" ? l10n.t("only in this file") : "";
};

/** A line for each line of a file. A value that differs from the mesh's, or is not there, is nobody's. */
export const blamedLines = (fields: readonly FieldView[], lineCount: number, clock: Clock): BlamedLine[] => {
  const byLine = fieldsByLine(fields, lineCount);
  let above = "";
  return Array.from({ length: lineCount }, (_, line) => {
    const field = byLine.get(line);
    if (field === undefined) return { line, text: "", heat: null };
    const change = field.state === "same" ? field.change : null;
    const key = change?.id ?? `(${field.state})`;
    const isRepeated = key === above;
    above = key;
    if (change === null) return { line, text: isRepeated ? "" : oneLine(unattributed(field), columnWidth), heat: null };
    return { line, text: isRepeated ? "" : textOf(change, clock), heat: heatOf(clock.now - Date.parse(change.time)) };
  });
};
