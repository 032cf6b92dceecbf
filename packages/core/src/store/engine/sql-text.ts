/** A text as an SQL literal. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The path of one file as an SQL literal. DuckDB takes a path for a pattern, so whatever a pattern would mean something by stands in
 * brackets of its own.
 */
export const sqlPath = (path: string): string => sqlText(path.replaceAll(/[*?[]/g, "[$&]"));

/** Several files, as an SQL list. */
export const sqlPaths = (paths: readonly string[]): string => `[${paths.map(sqlPath).join(", ")}]`;
