import { csvLines } from "@meshaudit/client/csv";
import type { JsonValue } from "@meshaudit/core";
import type { Row } from "./sort-rows.ts";

const cell = (value: JsonValue | undefined): string | number | boolean | null =>
  value === undefined ? null : typeof value === "object" && value !== null ? JSON.stringify(value) : value;

/** Rows as CSV that no spreadsheet executes, with the columns' titles first. */
export const rowsAsCsv = (columns: readonly { name: string; title: string }[], rows: readonly Row[]): string =>
  `${csvLines([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ name }) => cell(row[name])))]).join("\r\n")}\r\n`;

/** Rows as a JSON list. */
export const rowsAsJson = (rows: readonly Row[]): string => `${JSON.stringify(rows, null, 2)}\n`;
