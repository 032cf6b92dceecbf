import type { ViewOptions } from "../view.ts";

/** What a view of a report may know beyond what every view knows. */
export interface ReportView extends ViewOptions {
  /** Rows of a table, bars of a chart; 0: all. */
  limit: number;
  /** The id of the one part that is shown; null: all. */
  only: string | null;
  /** The query of a part, by its id, as it is typed into a shell; null: queries are not shown. */
  queryCommand: ((query: string, part: string) => string) | null;
}

/** Columns that a chart may take in a pipe, which has no width of its own. */
export const pipeWidth = 80;
