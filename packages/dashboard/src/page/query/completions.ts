import type { QueryLanguage } from "../../protocol/api.ts";

/** One word that may come next. */
export interface Completion {
  label: string;
  /** What is put into the text, where that is not the label. */
  apply?: string;
  type: "column" | "function" | "table" | "keyword";
  detail: string;
  info?: string;
  boost?: number;
}

const sqlWords = ["SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "AS", "DESC", "DISTINCT", "CASE WHEN", "COUNT(*)"];
const searchWords = ["and", "or", "not"];

const plain = /^[A-Za-z_][\w.]*$/;

/** The table that a statement reads: named after FROM, else log. */
const tablesOf = (sql: string, { tables }: QueryLanguage): QueryLanguage["tables"] => {
  const named = [...sql.matchAll(/\b(?:from|join)\s+(\w+)/gi)].map(([, name]) => name?.toLowerCase());
  const found = tables.filter(({ name }) => named.includes(name));
  return found.length > 0 ? found : tables.filter(({ name }) => name === "log");
};

/** What may come at a place of a query: in the search columns to ask for, after the bar SQL. */
export const completionsAt = (text: string, at: number, language: QueryLanguage): Completion[] => {
  const bar = text.indexOf("|");
  const inSql = bar !== -1 && at > bar;
  const columns = tablesOf(inSql ? text.slice(bar) : "", language).flatMap(({ columns }) => columns);
  const ofColumns = columns.map(({ name, type, says }): Completion => {
    const written = plain.test(name) ? name : inSql ? `"${name}"` : name;
    return { label: name, apply: inSql ? written : `${written}: `, type: "column", detail: type, info: says, boost: 2 };
  });
  if (!inSql) return [...ofColumns, ...searchWords.map((label): Completion => ({ label, type: "keyword", detail: "" }))];
  return [
    ...ofColumns,
    ...language.tables.map(({ name, says }): Completion => ({ label: name, type: "table", detail: "table", info: says, boost: 1 })),
    ...language.functions.map(({ name, usage, says }): Completion => ({
      label: name,
      type: "function",
      detail: usage.slice(name.length),
      info: says,
    })),
    ...sqlWords.map((label): Completion => ({ label, type: "keyword", detail: "" })),
  ];
};
