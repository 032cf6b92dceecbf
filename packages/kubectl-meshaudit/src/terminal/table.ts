import type { Paint, Style } from "./style.ts";
import { padTo, truncate, widthOf, wrap } from "./width.ts";

/** One cell: a text that is safe for a terminal, and its colour. */
export interface Cell {
  text: string;
  /** What stands behind the text, also where the text is cut. */
  tail?: string;
  paint?: Paint | undefined;
}

export interface Table {
  headers: string[];
  /** As many cells as headers. The last one may be a sentence; cells of `more` stand beside it where they fit, else below. */
  rows: Row[];
}

export interface Row {
  cells: Cell[];
  more?: Cell[];
}

export interface TableOptions {
  /** Columns of the terminal; null: lines of any length, for a pipe. */
  width: number | null;
  withHeaders: boolean;
  style: Style;
  /** Columns are at least so wide, for tables that go on below one another. */
  atLeast?: readonly number[];
}

const gap = 2;
/** Below this a sentence is no pleasure to read in a column of its own. */
const least = 30;

const wholeText = ({ text, tail = "" }: Cell): string => text + tail;

const cellWidth = (cell: Cell | undefined): number => (cell === undefined ? 0 : widthOf(wholeText(cell)));

const cut = ({ text, tail = "" }: Cell, width: number): string => truncate(text, width - widthOf(tail)) + tail;

const paint = (cell: Cell, text: string): string => (cell.paint === undefined || text === "" ? text : cell.paint(text));

interface Layout {
  /** Widths of the columns that stand side by side; those after them go below, as the last one does. */
  widths: number[];
  /** Where the last column begins, and how wide it is. null: as wide as it needs. */
  indent: number;
  room: number | null;
  /** The last column stands on lines of its own, below the others. */
  stacked: boolean;
}

/** How wide each column is by itself. */
export const columnWidths = ({ headers, rows }: Table): number[] =>
  headers.map((header, column) => rows.reduce((most, { cells }) => Math.max(most, cellWidth(cells[column])), header.length));

const total = (widths: readonly number[]): number => widths.reduce((sum, each) => sum + each + gap, 0);

const layoutOf = (table: Table, { width, withHeaders, atLeast = [] }: TableOptions): Layout => {
  const headers = withHeaders ? table.headers : table.headers.map(() => "");
  const { rows } = table;
  const natural = columnWidths({ headers, rows }).map((each, column) => Math.max(each, atLeast[column] ?? 0));
  const widths = natural.slice(0, -1);
  const used = total(widths);
  if (width === null) return { widths, indent: used, room: null, stacked: false };
  const longest = rows.flatMap(({ more = [] }) => more).reduce((most, { text }) => Math.max(most, widthOf(text)), natural.at(-1) ?? 0);
  if (used + Math.min(longest, least) <= width) return { widths, indent: used, room: width - used, stacked: false };
  return stackedLayout(widths, width);
};

/** As many columns as fit stand side by side, none wider than a third of the terminal; the others and the last go below, indented. */
const stackedLayout = (natural: readonly number[], width: number): Layout => {
  const widest = Math.max(20, Math.floor(width / 3));
  const widths = natural.map((each) => Math.min(each, widest));
  while (widths.length > 1 && total(widths) - gap > width) widths.pop();
  const first = (widths[0] ?? 0) + gap;
  const indent = first * 3 > width ? gap : first;
  return { widths, indent, room: Math.max(8, width - indent), stacked: true };
};

const apart = "   ";

/** Cells in lines of some room, each with its colour: side by side where they fit, else below one another. */
const linesOf = (cells: readonly Cell[], room: number | null): string[] => {
  if (room === null) return [cells.map((cell) => paint(cell, wholeText(cell))).join(apart)];
  const lines: string[] = [];
  let taken = 0;
  for (const cell of cells) {
    const width = cellWidth(cell);
    if (lines.length > 0 && taken + apart.length + width <= room) {
      lines.push((lines.pop() ?? "") + apart + paint(cell, wholeText(cell)));
      taken += apart.length + width;
    } else {
      const wrapped = wrap(wholeText(cell), room);
      lines.push(...wrapped.map((line) => paint(cell, line)));
      taken = widthOf(wrapped.at(-1) ?? "");
    }
  }
  return lines;
};

const rowLines = ({ cells, more = [] }: Row, { widths, indent, room, stacked }: Layout): string[] => {
  const first = widths.map((width, column) => {
    const cell = cells[column] ?? { text: "" };
    const text = cut(cell, width);
    return paint(cell, text) + " ".repeat(Math.max(0, width - widthOf(text)) + gap);
  });
  const sentences = linesOf([...cells.slice(widths.length).filter(({ text }) => text !== ""), ...more], room);
  const margin = " ".repeat(indent);
  if (stacked) return [first.join("").trimEnd(), ...sentences.map((line) => margin + line)];
  const [sentence = "", ...rest] = sentences;
  return [(first.join("") + sentence).trimEnd(), ...rest.map((line) => margin + line)];
};

/**
 * A table as kubectl prints it, fitted to a width: its last column is wrapped; where there is too little room, it and as many before it as
 * need be are set below the others.
 */
export const renderTable = (table: Table, options: TableOptions): string[] => {
  if (table.rows.length === 0) return [];
  const layout = layoutOf(table, options);
  const lines = table.rows.flatMap((row) => rowLines(row, layout));
  if (!options.withHeaders) return lines;
  const shown = layout.stacked ? table.headers.slice(0, layout.widths.length) : table.headers;
  const header = shown.map((text, column) => padTo(truncate(text, layout.widths[column] ?? text.length), layout.widths[column] ?? 0));
  return [options.style.header(header.join(" ".repeat(gap)).trimEnd()), ...lines];
};
