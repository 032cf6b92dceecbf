import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MeshauditError } from "../model/error.ts";
import { duckDbPrelude } from "./dialects/duckdb-prelude.ts";
import { duckdb, printDuckDb } from "./dialects/duckdb.ts";
import type { Parameter } from "./functions/function-rule.ts";
import { functions } from "./functions/functions.ts";
import { planQuery } from "./plan/plan-query.ts";
import { parseQuery } from "./query.ts";
import { openLogDatabase } from "./testing/log-database.ts";
import { sqlTokens } from "./sql/sql-lexer.ts";
import { placesTable } from "./tables/places-table.ts";
import { queryTables } from "./tables/tables.ts";

/** Words of SQL that the printer writes. */
const keywords = new Set(
  `select distinct from where group by having order asc desc nulls first last limit offset as with union all except intersect and or not
  in between like escape is null true false case when then else end cast try_cast exists inner left right full cross join on over
  partition rows range preceding following unbounded current row filter ignore interval timestamptz timestamp time zone date
  varchar bigint integer double boolean json float p`.split(/\s+/),
);

const relations = new Set<string>([...queryTables.map(({ name }) => name), placesTable.name]);

const macros = duckDbPrelude().map((statement) => /MACRO (\w+)/.exec(statement)?.[1] ?? "");
/** Functions of DuckDB that the dialect writes beside those of the same name. */
const written = new Set([
  ...macros,
  ...`regexp_matches string_split suffix levenshtein regexp_replace any_value substring pow ceil url_decode epoch epoch_us
  strftime try_strptime date_trunc date_sub isodow dayofyear floor second cardinality len list_contains array_to_string list_value list
  approx_count_distinct approx_quantile to_json json_extract json_extract_string json_extract_string nullif unnest max`.split(/\s+/),
  ...duckdb.calls.keys(),
]);

/** A printed statement's tokens that should not be there: all names are quoted, so that a bare word is a keyword or a function. */
const strangersIn = (sql: string): string[] => {
  const tokens = sqlTokens(sql.replaceAll("//", "/"), 0);
  return tokens.flatMap((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const source = before?.kind === "word" && (before.text === "FROM" || before.text === "JOIN");
    if (source && token.kind === "name") return relations.has(token.text) || /^(?:kept|q)\d+$/.test(token.text) ? [] : [token.text];
    if (source) return token.text === "(" ? [] : [token.text];
    if (token.kind === "symbol") return token.text === ";" ? [";"] : [];
    if (token.kind !== "word") return [];
    const word = token.text.toLowerCase();
    return keywords.has(word) || (after?.text === "(" && written.has(word)) ? [] : [token.text];
  });
};

const sqlOf = (text: string): string[] => {
  const { sql, steps } = printDuckDb(planQuery(parseQuery(text), { now: 0, from: "2026-11-24T00:00:00Z" }));
  return [...steps.map((step) => step.sql), sql];
};

const hostile = fc.constantFrom(
  'a"b',
  "a'b",
  "a\\",
  "x; DROP TABLE log",
  "--",
  "/*",
  "*/",
  "$$",
  "'; --",
  'log" AS x',
  "${x}",
  "\u2019",
  "{}",
  "\n",
  "a.b",
);
const column = fc.constantFrom(
  "verb",
  '"user.username"',
  "responseStatus.code",
  "__time__",
  "sourceIPs",
  '"annotations.a\'b"',
  '"requestObject.spec.x[0]"',
  "stageTimestamp",
);
const text = fc.oneof(hostile, fc.string()).map((value) => `'${value.replaceAll("'", "''")}'`);
const name = fc.oneof(hostile, fc.string({ minLength: 1 })).map((value) => `"${value.replaceAll('"', '""')}"`);

/** What fits a parameter, so that most calls are right. */
const fitting: { [parameter in Parameter]: fc.Arbitrary<string> } = {
  text: fc.oneof(text, fc.constantFrom("verb", "requestURI")),
  number: fc.constantFrom("1", "responseStatus.code", "0.5", "__time__"),
  whole: fc.constantFrom("1", "2", "responseStatus.code"),
  timestamp: fc.constantFrom("stageTimestamp", "now()", "timestamp '2026-11-24 12:00:00'"),
  json: fc.constantFrom("annotations", "sourceIPs", "userAgent"),
  boolean: fc.constantFrom("verb = 'get'", "true"),
  array: fc.constant("split(requestURI, '/')"),
  any: fc.oneof(text, column),
  literal: text,
  regex: fc.constantFrom("'(a+)'", "'it''s|\"'"),
  path: fc.constantFrom("'$.a[0]'", "'$[\"a\"]'"),
  pattern: fc.constantFrom("'%Y-%m-%d %T'", "'it''s %H'"),
  unit: fc.constantFrom("'day'", "'quarter'"),
  subnet: fc.constantFrom("'10.0.0.0/8'", "'fd00::/8'"),
};

const calls = [...functions.values()]
  .filter(({ role }) => role !== "window")
  .map((rule) => fc.tuple(...rule.takes.map(({ parameter }) => fitting[parameter])).map((args) => `${rule.name}(${args.join(", ")})`));

const { expression, condition } = fc.letrec<{ expression: string; condition: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    column,
    text,
    fc.integer({ min: -5, max: 5 }).map(String),
    fc.tuple(tie("expression"), fc.constantFrom("||", "=", "<>", "<"), tie("expression")).map(([a, o, b]) => `(${a} ${o} ${b})`),
    { arbitrary: fc.oneof(...calls), weight: 5 },
    fc.tuple(fitting.number, fc.constantFrom("+", "-", "*", "/", "%"), fitting.number).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie("condition"), tie("expression")).map(([a, b]) => `case when ${a} then ${b} end`),
    tie("condition"),
    fc.tuple(tie("expression"), fc.constantFrom("varchar", "bigint", "json", "timestamp")).map(([a, type]) => `cast(${a} as ${type})`),
  ),
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(column, text).map(([a, b]) => `(${a} like ${b})`),
    fc.tuple(column, fc.constantFrom("=", "<", "<>"), fitting.text).map(([a, o, b]) => `(cast(${a} as varchar) ${o} ${b})`),
    tie("expression").map((a) => `(${a} is not null)`),
    fc.tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition")).map(([a, o, b]) => `(not ${a} ${o} ${b})`),
    fc.tuple(fc.oneof(text, column), fc.oneof(text, column)).map(([a, b]) => `(cast(${a} as varchar) in (select ${b} from requests))`),
  ),
}));

const query = fc
  .record({
    search: fc.oneof(
      fc.constantFrom("*", "verb: create", "not a* and b", "responseStatus.code in [1 *]"),
      fc.oneof(hostile, fc.string()).map((value) => `"a${value.replaceAll(/["\\]/g, "\\$&")}"`),
    ),
    items: fc.array(fc.tuple(expression, name), { minLength: 1, maxLength: 3 }),
    from: fc.constantFrom(
      "",
      "from log",
      "from requests r",
      "from (select * from requests) as x",
      "from log a left join (select auditID as id from requests) b on a.auditID = b.id",
    ),
    where: fc.option(condition),
    group: fc.option(fc.constantFrom("1", "verb"), { freq: 1 }),
  })
  .map(
    ({ search, items, from, where, group }) =>
      `${search} | select ${items.map(([e, n]) => `${e} as ${n}`).join(", ")} ${from} ${where === null ? "" : `where ${where}`} ${group === null ? "" : `group by ${group}`}`,
  );

/** The SQL of a query; none when the query is refused as it should be. */
const printedOf = (text: string): string[] => {
  try {
    return sqlOf(text);
  } catch (error) {
    if (error instanceof MeshauditError) return [];
    throw error;
  }
};

describe("what parses prints as SQL of the allowed functions and tables, every name quoted", () => {
  it("whatever the query", () => {
    let printed = 0;
    fc.assert(
      fc.property(query, (text) => {
        const statements = printedOf(text);
        expect(statements.flatMap(strangersIn)).toEqual([]);
        printed += statements.length > 0 ? 1 : 0;
      }),
      { numRuns: 400 },
    );
    expect(printed).toBeGreaterThan(150);
  });

  it("no text makes anything but a query or an error", () => {
    const any = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `* | SELECT ${rest}`),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(printedOf(text).flatMap(strangersIn)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("DuckDB takes it", async () => {
    const database = await openLogDatabase([]);
    await database.ask("* | SELECT ip_to_country('10.0.0.1')");
    for (const text of fc.sample(query, { numRuns: 60, seed: 7 })) {
      const statements = printedOf(text).filter((sql) => !sql.includes('"kept'));
      for (const sql of statements) await database.connection.run(`EXPLAIN ${sql}`);
    }
    database.close();
  });
});
