import type { Plan } from "../plan/plan-node.ts";
import { functions } from "../functions/functions.ts";
import { calling, quoteText, type Dialect, type PrintCall } from "./dialect.ts";
import { printPlan, selectPlace, type PrintedPlan } from "./print-plan.ts";

const own: { [name: string]: PrintCall } = {
  ends_with: ([text, end]) => `(substr(${text}, -length(${end})) = ${end})`,
  md5: ([text]) => `lower(to_hex(md5(to_utf8(${text}))))`,
  sha256: ([text]) => `lower(to_hex(sha256(to_utf8(${text}))))`,
  json_parse: ([text]) => `json_format(TRY(json_parse(${text})))`,
  json_array_get: ([json, index]) => `CAST(json_array_get(${json}, ${index}) AS VARCHAR)`,
  json_size: ([json]) => `json_size(${json}, '$')`,
  from_iso8601_timestamp: ([time]) => `${time}`,
  has_text: ([text, part]) => `(strpos(${text}, ${part}) > 0)`,
  array_of: (args) => `ARRAY[${args.join(", ")}]`,
};

const path = (steps: readonly (string | number)[]): string =>
  quoteText(`$${steps.map((step) => (typeof step === "number" ? `[${step}]` : `["${step.replaceAll(/["\\]/g, "\\$&")}"]`)).join("")}`);

/** Trino, over the store's Delta table: the language's functions are mostly its own. */
export const trino: Dialect = {
  name: "trino",
  calls: new Map([...[...functions.keys()].map((name) => [name, calling(name)] as const), ...Object.entries(own)]),
  supports: { limitBeforeOffset: false, ignoreNullsInside: false },
  castTypes: {
    text: "VARCHAR",
    long: "BIGINT",
    double: "DOUBLE",
    boolean: "BOOLEAN",
    timestamp: "TIMESTAMP(6) WITH TIME ZONE",
    date: "DATE",
    json: "JSON",
  },
  cast(operand, from, to, safe) {
    if (to === "json") return `json_format(CAST(${operand} AS JSON))`;
    if (to === "text" && (from === "array" || from === "map")) return `json_format(CAST(${operand} AS JSON))`;
    // A text with T and Z, as the language takes it, is no TIMESTAMP literal there.
    if (to === "timestamp" && (from === "text" || from === "json"))
      return `${safe ? "TRY" : ""}(from_iso8601_timestamp(replace(${operand}, ' ', 'T')))`;
    return `${safe ? "TRY_CAST" : "CAST"}(${operand} AS ${trino.castTypes[to]})`;
  },
  text: quoteText,
  moment: (value) => `TIMESTAMP ${quoteText(`${value.slice(0, -1).replace("T", " ")} UTC`)}`,
  interval: (amount, unit) => `INTERVAL '${amount}' ${unit.toUpperCase()}`,
  path(of, steps, as) {
    const at = path(steps);
    if (as === "scalar") return `json_extract_scalar(${of}, ${at})`;
    const json = `json_format(json_extract(${of}, ${at}))`;
    return as === "json" ? json : `coalesce(json_extract_scalar(${of}, ${at}), ${json})`;
  },
  seconds: (of) => `CAST(floor(to_unixtime(${of})) AS BIGINT)`,
  divide: (left, right) => `(${left} / nullif(${right}, 0))`,
  subscript: (operand, index) => `element_at(${operand}, ${index})`,
  place: selectPlace,
  steps: (low, high, step, alias) => `UNNEST(sequence(${low}, ${high}, ${step})) AS ${alias} ("value")`,
};

/** A plan as Trino's SQL. */
export const printTrino = (plan: Plan): PrintedPlan => printPlan(plan, trino);
