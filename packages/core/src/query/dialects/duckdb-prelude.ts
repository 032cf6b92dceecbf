/** What DuckDB has not, or not with the same meaning: the function, how it is called, and what it is. */
const macros: readonly (readonly [name: string, ...overloads: (readonly [parameters: string, body: string])[]])[] = [
  ["mesh_split_part", ["t, s, n", "string_split(t, s)[n]"]],
  // DuckDB's own gives an empty text where nothing is found.
  [
    "mesh_regexp_extract",
    ["t, p", "CASE WHEN regexp_matches(t, p) THEN regexp_extract(t, p) END"],
    ["t, p, g", "CASE WHEN regexp_matches(t, p) THEN regexp_extract(t, p, g) END"],
  ],
  ["mesh_url_path", ["u", "regexp_extract(u, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*)?([^?#]*)', 1)"]],
  ["mesh_url_query", ["u", "CASE WHEN contains(u, '?') THEN regexp_extract(u, '[?]([^#]*)', 1) END"]],
  // What is no JSON is NULL: DuckDB's functions stop the query at it.
  ["mesh_json", ["t", "CASE WHEN json_valid(t) THEN t END"]],
  ["mesh_json_scalar", ["j, p", "CASE WHEN json_type(j, p) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(j, p) END"]],
  // Of what is JSON, a list is what begins with a bracket: to parse it for that alone costs as much as to count its items.
  ["mesh_json_array_length", ["j", "CASE WHEN starts_with(ltrim(j, E' \\t\\n\\r'), '[') THEN CAST(json_array_length(j) AS BIGINT) END"]],
  ["mesh_json_array_get", ["j, n", "json_extract_string(j, CASE WHEN n < 0 THEN '$[#' || n || ']' ELSE '$[' || n || ']' END)"]],
  [
    "mesh_json_array_contains",
    ["j, v", "CASE WHEN json_type(j) = 'ARRAY' THEN coalesce(list_contains(json_extract_string(j, '$[*]'), v), FALSE) END"],
  ],
  [
    "mesh_json_size",
    [
      "j",
      "CASE json_type(j) WHEN 'ARRAY' THEN CAST(json_array_length(j) AS BIGINT) WHEN 'OBJECT' THEN CAST(len(json_keys(j)) AS BIGINT) ELSE CASE WHEN j IS NOT NULL THEN CAST(0 AS BIGINT) END END",
    ],
  ],
  ["mesh_from_unixtime", ["s", "CASE WHEN s BETWEEN -62135596800 AND 253402300799 THEN to_timestamp(s) END"]],
];

/** The statements that make the functions which `printDuckDb` calls and DuckDB has not, to be run once a session before it is locked down. */
export const duckDbPrelude = (): string[] =>
  macros.map(
    ([name, ...overloads]) =>
      `CREATE OR REPLACE TEMP MACRO ${name}${overloads.map(([parameters, body]) => `(${parameters}) AS (${body})`).join(", ")}`,
  );
