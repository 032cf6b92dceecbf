import type { Paint, Style } from "./style.ts";
import { padTo, truncate, widthOf, wrap } from "./width.ts";

/** One cell: a text that is safe for a terminal, and its colour. */
export interface Cell {
  text: string;
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

const paint = (cell: Cell, text: string): string => (cell.paint === undefined || text === "" ? text : cell.paint(text));

interface Layout {
  /** Widths of all columns but the last. */
  widths: number[];
  /** Where the last column begins, and how wide it is. null: as wide as it needs. */
  indent: number;
  room: number | null;
  /** The last column stands on lines of its own, below the others. */
  stacked: boolean;
}

/** How wide each column is by itself. */
export const columnWidths = ({ headers, rows }: Table): number[] =>
  headers.map((header, column) => rows.reduce((most, { cells }) => Math.max(most, widthOf(cells[column]?.text ?? "")), header.length));

const layoutOf = (table: Table, { width, withHeaders, atLeast = [] }: TableOptions): Layout => {
  const headers = withHeaders ? table.headers : table.headers.map(() => "");
  const { rows } = table;
  const natural = columnWidths({ headers, rows }).map((each, column) => Math.max(each, atLeast[column] ?? 0));
  const widths = natural.slice(0, -1);
  const used = widths.reduce((sum, each) => sum + each + gap, 0);
  if (width === null) return { widths, indent: used, room: null, stacked: false };
  const longest = rows.flatMap(({ more = [] }) => more).reduce((most, { text }) => Math.max(most, widthOf(text)), natural.at(-1) ?? 0);
  if (used + Math.min(longest, least) <= width) return { widths, indent: used, room: width - used, stacked: false };
  return stackedLayout(widths, width);
};

/** The last column goes below the first, indented; the others give way, the widest first, until they fit. */
const stackedLayout = (natural: readonly number[], width: number): Layout => {
  const widths = [...natural];
  const excess = (): number => widths.reduce((sum, each) => sum + each + gap, -gap) - width;
  while (excess() > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const narrower = Math.max(8, (widths[widest] ?? 0) - excess());
    if (narrower === widths[widest]) break;
    widths[widest] = narrower;
  }
  const first = (widths[0] ?? 0) + gap;
  const indent = first * 3 > width ? gap : first;
  return { widths, indent, room: Math.max(8, width - indent), stacked: true };
};

const apart = "   ";

/** Cells in lines of the last column, each with its colour: side by side where they fit, else below one another. */
const linesOf = (cells: readonly Cell[], room: number | null): string[] => {
  const total = cells.reduce((sum, { text }) => sum + widthOf(text) + apart.length, -apart.length);
  if (room === null || total <= room) return [cells.map((cell) => paint(cell, cell.text)).join(apart)];
  return cells.flatMap((cell) => wrap(cell.text, room).map((line) => paint(cell, line)));
};

const rowLines = ({ cells, more = [] }: Row, layout: Layout): string[] => {
  const { widths, indent, room, stacked } = layout;
  const first = widths.map((width, column) => {
    const cell = cells[column] ?? { text: "" };
    const text = truncate(cell.text, width);
    return paint(cell, text) + " ".repeat(Math.max(0, width - widthOf(text)) + gap);
  });
  const sentences = linesOf([cells.at(-1) ?? { text: "" }, ...more], room);
  const margin = " ".repeat(indent);
  if (stacked) return [first.join("").trimEnd(), ...sentences.map((line) => margin + line)];
  const [sentence = "", ...rest] = sentences;
  return [(first.join("") + sentence).trimEnd(), ...rest.map((line) => margin + line)];
};

/** A table as kubectl prints it, fitted to a width: its last column is wrapped, or where there is too little room set below the others. */
export const renderTable = (table: Table, options: TableOptions): string[] => {
  if (table.rows.length === 0) return [];
  const layout = layoutOf(table, options);
  const lines = table.rows.flatMap((row) => rowLines(row, layout));
  if (!options.withHeaders) return lines;
  const shown = layout.stacked ? table.headers.slice(0, -1) : table.headers;
  const header = shown.map((text, column) => padTo(truncate(text, layout.widths[column] ?? text.length), layout.widths[column] ?? 0));
  return [options.style.header(header.join(" ".repeat(gap)).trimEnd()), ...lines];
};
