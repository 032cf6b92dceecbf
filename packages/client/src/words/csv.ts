import { safeText } from "./safe-text.ts";

/** One cell; numbers and booleans are written as they are. */
export type CsvCell = string | number | boolean | null;

/**
 * A spreadsheet takes a text that begins so for a formula, and would run it; the apostrophe tells it that it is a text.
 * Source: OWASP, CSV Injection.
 */
const formula = /^[=+\-@\t\r]/;

/** What could control a terminal is escaped; line breaks and tabs are kept, in quotes. */
const safe = (text: string): string => text.replace(/[^\n\t]+/g, safeText);

const cellText = (cell: CsvCell): string => {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = safe(formula.test(cell) ? `'${cell}` : cell);
  return /[",\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV that no spreadsheet executes, a line each unless a cell has line breaks of its own. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string[] => rows.map((row) => row.map(cellText).join(","));
