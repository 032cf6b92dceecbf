import { timePattern } from "../plan/time-pattern.ts";
import type { Plan } from "../plan/plan-node.ts";
import { calling, quoteText, type Dialect, type PrintCall } from "./dialect.ts";
import { printPlan, selectPlace, type PrintedPlan } from "./print-plan.ts";

/** Functions that DuckDB has under the same name, with the same meaning. */
const same = `length lower upper trim ltrim rtrim reverse replace strpos starts_with abs ceil floor sign sqrt pow ln log2 log10 exp
  coalesce nullif sum avg min max min_by max_by any_value stddev variance bool_and bool_or count md5 sha256 url_encode
  row_number rank dense_rank percent_rank ntile lag lead first_value last_value year quarter month week day hour minute histogram`.split(
  /\s+/,
);

/** DuckDB leaves a plus as it is, which in a query string is a blank. */
const decodedUrl = (text: string): string => `url_decode(replace(${text}, '+', ' '))`;

/** MySQL's letters of a time's pattern, as strftime has them. Letters that are not here are the same. */
const strftime: ReadonlyMap<string, string> = new Map(
  Object.entries({
    c: "%-m",
    e: "%-d",
    h: "%I",
    i: "%M",
    k: "%-H",
    l: "%-I",
    M: "%B",
    r: "%I:%M:%S %p",
    s: "%S",
    T: "%H:%M:%S",
    v: "%V",
    W: "%A",
    x: "%G",
  }),
);

/** What a printed text literal stands for. */
const unquoted = (printed = "''"): string => printed.slice(1, -1).replaceAll("''", "'");

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, "\\$&");

/** DuckDB's greatest and least pass over NULLs. */
const unlessNull = (name: string, args: readonly string[]): string =>
  `CASE WHEN ${args.map((arg) => `${arg} IS NOT NULL`).join(" AND ")} THEN ${name}(${args.join(", ")}) END`;

/** A literal pattern of MySQL's, for strftime. `args` has it as it was printed. */
const pattern = (printed: string | undefined): string => {
  const { parts } = timePattern(unquoted(printed));
  return quoteText(parts.map((part) => (part.kind === "text" ? part.text : (strftime.get(part.letter) ?? `%${part.letter}`))).join(""));
};

/** A macro of the prelude. */
const macro = (name: string): PrintCall => calling(`mesh_${name}`);

const own: { [name: string]: PrintCall } = {
  ceiling: calling("ceil"),
  power: calling("pow"),
  arbitrary: calling("any_value"),
  substr: calling("substring"),
  substring: calling("substring"),
  ends_with: calling("suffix"),
  split: calling("string_split"),
  split_part: macro("split_part"),
  levenshtein_distance: calling("levenshtein"),
  round: ([number, digits]) => `round(${number}${digits === undefined ? "" : `, CAST(${digits} AS INTEGER)`})`,
  chr: ([code]) => `chr(CAST(${code} AS INTEGER))`,
  greatest: (args) => unlessNull("greatest", args),
  least: (args) => unlessNull("least", args),
  regexp_like: calling("regexp_matches"),
  regexp_extract: macro("regexp_extract"),
  regexp_extract_all: calling("regexp_extract_all"),
  regexp_replace: ([text, found, by = "''"]) => `regexp_replace(${text}, ${found}, ${groups(by)}, 'g')`,
  url_extract_path: macro("url_path"),
  url_extract_query: macro("url_query"),
  url_decode: ([text = ""]) => decodedUrl(text),
  url_extract_parameter: ([url, name]) =>
    decodedUrl(`mesh_regexp_extract(${url}, ${quoteText(`[?&]${escaped(unquoted(name))}=([^&#]*)`)}, 1)`),
  json_parse: macro("json"),
  json_array_length: macro("json_array_length"),
  json_array_get: macro("json_array_get"),
  json_array_contains: macro("json_array_contains"),
  json_size: macro("json_size"),
  from_unixtime: macro("from_unixtime"),
  to_unixtime: calling("epoch"),
  from_iso8601_timestamp: ([time]) => `${time}`,
  date_format: ([time, format]) => `strftime(${time}, ${pattern(format)})`,
  date_parse: ([text, format]) => `CAST(try_strptime(${text}, ${pattern(format)}) AS TIMESTAMP WITH TIME ZONE)`,
  date_trunc: calling("date_trunc"),
  date_add: ([unit, count, time]) =>
    `(${time} + ${count} * INTERVAL ${unquoted(unit) === "quarter" ? "'3 month'" : quoteText(`1 ${unquoted(unit)}`)})`,
  date_diff: calling("date_sub"),
  date: ([time]) => `CAST(${time} AS DATE)`,
  day_of_week: calling("isodow"),
  day_of_year: calling("dayofyear"),
  second: ([time]) => `CAST(floor(second(${time})) AS BIGINT)`,
  cardinality: ([array], { args: [of] }) => (of?.type === "map" ? `cardinality(${array})` : `len(${array})`),
  contains: calling("list_contains"),
  array_join: calling("array_to_string"),
  array_of: calling("list_value"),
  has_text: calling("contains"),
  array_agg: calling("list"),
  // DuckDB's own is NULL, not 0, where the condition is NULL for every row.
  count_if: ([condition]) => `count(CASE WHEN ${condition} THEN 1 END)`,
  approx_distinct: calling("approx_count_distinct"),
  approx_percentile: ([number, part]) => `approx_quantile(${number}, CAST(${part} AS FLOAT))`,
};

/** `$1` in what replaces is a group, in DuckDB `\1`. */
const groups = (printed: string): string => printed.replaceAll("\\", "\\\\").replaceAll(/\$(\d)/g, "\\$1");

const pointer = (steps: readonly (string | number)[]): string =>
  quoteText(steps.length === 0 ? "$" : steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""));

/** DuckDB. Its session has the plan's time zone, and the macros of `duckDbPrelude`. */
export const duckdb: Dialect = {
  name: "duckdb",
  calls: new Map([...same.map((name) => [name, calling(name)] as const), ...Object.entries(own)]),
  supports: { limitBeforeOffset: true, ignoreNullsInside: true },
  castTypes: {
    text: "VARCHAR",
    long: "BIGINT",
    double: "DOUBLE",
    boolean: "BOOLEAN",
    timestamp: "TIMESTAMP WITH TIME ZONE",
    date: "DATE",
    json: "JSON",
  },
  cast(operand, from, to, safe) {
    if (to === "json") return `CAST(to_json(${operand}) AS VARCHAR)`;
    if (to === "text" && (from === "array" || from === "map")) return `CAST(to_json(${operand}) AS VARCHAR)`;
    return `${safe ? "TRY_CAST" : "CAST"}(${operand} AS ${duckdb.castTypes[to]})`;
  },
  text: quoteText,
  moment: (value) => `TIMESTAMPTZ ${quoteText(value)}`,
  interval: (amount, unit) => `INTERVAL '${amount} ${unit}'`,
  path(of, steps, as) {
    if (as === "text") return `json_extract_string(${of}, ${pointer(steps)})`;
    return as === "json" ? `CAST(json_extract(${of}, ${pointer(steps)}) AS VARCHAR)` : `mesh_json_scalar(${of}, ${pointer(steps)})`;
  },
  seconds: (of) => `(epoch_us(${of}) // 1000000)`,
  divide: (left, right, whole) => (whole ? `(${left} // nullif(${right}, 0))` : `(${left} / nullif(${right}, 0))`),
  subscript: (operand, index) => `${operand}[${index}]`,
  place: selectPlace,
  steps: (low, high, step, alias) => `(SELECT unnest(range(${low}, ${high} + 1, ${step})) AS "value") AS ${alias}`,
};

/** A plan as DuckDB's SQL. To be run in a session with the plan's time zone after `duckDbPrelude`. */
export const printDuckDb = (plan: Plan): PrintedPlan => printPlan(plan, duckdb);
