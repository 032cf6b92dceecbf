// CSV is the same wherever rows are exported.
export { csvLines, type CsvCell } from "@meshaudit/client";
