import { MeshauditError } from "../model/error.ts";
import { parseSearch } from "./search/parse-search.ts";
import type { SearchNode } from "./search/search-node.ts";
import { parseSql } from "./sql/parse-statement.ts";
import type { Statement } from "./sql/sql-node.ts";
import { limits } from "./text/limits.ts";
import { queryError } from "./text/query-error.ts";

/** A query as written: `search | SQL`. */
export interface Query {
  text: string;
  search: SearchNode;
  /** null: a search alone. */
  statement: Statement | null;
}

const sqlAlone = /^\s*select\s/i;

/** Where the search ends: at the first `|` that is in no quotes, else with the text. */
const endOfSearch = (text: string): number => {
  let inQuotes = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') inQuotes = !inQuotes;
    else if (text[at] === "|" && !inQuotes) return at;
  }
  return text.length;
};

/**
 * Parses a query of the language of docs/query-language.md. Whether the columns, tables and functions exist is `planQuery`'s to say.
 *
 * @throws MeshauditError `query-invalid` with the place, what is expected there and, of a name, the near one.
 */
export const parseQuery = (text: string): Query => {
  if (text.length > limits.length) {
    throw new MeshauditError("query-invalid", `the query has ${text.length} characters, more than ${limits.length}`);
  }
  // A lone half of a character, or U+0000, is no text that an engine takes.
  const bad = /[\0\ud800-\udfff]/u.exec(text);
  if (bad !== null) throw queryError(text, { start: bad.index, end: bad.index + 1 }, "this character is no text");
  if (sqlAlone.test(text)) return { text, search: { kind: "all" }, statement: parseSql(text, 0) };
  const end = endOfSearch(text);
  const search = parseSearch(text, end);
  return { text, search, statement: end === text.length ? null : parseSql(text, end + 1) };
};
