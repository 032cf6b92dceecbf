import type { ReportColumn } from "@meshaudit/core";
import { columnsThatFit, isSentence, type ShownColumn } from "./shown-columns.ts";

/** A column with the texts of its rows, safe for a terminal. */
export interface Filled {
  column: ReportColumn;
  header: string;
  texts: string[];
  width: number;
}

/** Columns as they stand in a terminal's width. */
export interface Fitted {
  columns: Filled[];
  /** The last column is a sentence, wrapped in the room that the others leave. */
  wraps: boolean;
  /** The sentence that is set below each row; null where there is none, or room for it beside the others. */
  below: Filled | null;
}

/** Names are cut to no less. */
const least = 14;
/** A column is left out before names are cut to less than this. */
const legible = 22;
/** What a sentence is given before anything is cut. */
const sentenceRoom = 30;
const gap = 2;

const canBeCut = ({ column }: Filled): boolean => !["number", "share", "time", "code"].includes(column.type) && !isSentence(column);

const widthOfAll = (widths: readonly number[]): number => widths.reduce((sum, each) => sum + each + gap, -gap);

/** Columns so wide that they fit, the widest ones cut first; null where they do not however they are cut. */
const cutToFit = (columns: readonly Filled[], room: number): Filled[] | null => {
  const widths = columns.map(({ column, width }) => (isSentence(column) ? Math.min(width, sentenceRoom) : width));
  const cuttable = columns.map(canBeCut);
  let excess = widthOfAll(widths) - room;
  while (excess > 0) {
    const widest = Math.max(0, ...widths.filter((_, index) => cuttable[index]));
    if (widest <= least) return null;
    widths[widths.findIndex((each, index) => cuttable[index] && each === widest)] = widest - 1;
    excess -= 1;
  }
  return columns.map((filled, index) => (isSentence(filled.column) ? filled : { ...filled, width: widths[index] ?? filled.width }));
};

const needs = (filled: Filled): number => {
  if (isSentence(filled.column)) return Math.min(filled.width, sentenceRoom);
  return canBeCut(filled) ? Math.min(filled.width, legible) : filled.width;
};

/** Columns in a room, some left out and names cut where need be; null where they do not fit at all. */
export const fittedColumns = (all: readonly ShownColumn[], fill: (column: ShownColumn) => Filled, room: number): Fitted | null => {
  const beside = cutToFit(columnsThatFit(all, (column) => needs(fill(column)), room).map(fill), room);
  if (beside !== null) return { columns: beside, wraps: beside.some(({ column }) => isSentence(column)), below: null };
  // The others need not be cut for a sentence that stands below them.
  const sentence = all.find(({ column }) => isSentence(column));
  const others = all.filter((each) => each !== sentence);
  const alone = cutToFit(columnsThatFit(others, (column) => needs(fill(column)), room).map(fill), room);
  return alone === null ? null : { columns: alone, wraps: false, below: sentence === undefined ? null : fill(sentence) };
};
