import { describe, expect, it } from "vitest";
import { functions } from "../functions/functions.ts";
import { planQuery } from "../plan/plan-query.ts";
import { parseQuery } from "../query.ts";
import { duckdb, printDuckDb } from "./duckdb.ts";
import { printTrino, trino } from "./trino.ts";

const gap = String.raw`(?:^|[\s,''";=\(\)\[\]\{\}\?@&<>/:])create(?:$|[\s,''";=\(\)\[\]\{\}\?@&<>/:])`;

/** What a query becomes, in each dialect. */
const table: { [query: string]: { duckdb: string; trino: string } } = {
  "* | SELECT count(1) AS n": {
    duckdb: `SELECT count(1) AS "n" FROM "log" AS "t1"`,
    trino: `SELECT count(1) AS "n" FROM "log" AS "t1"`,
  },
  "verb: create | SELECT verb": {
    duckdb: `SELECT "t1"."verb" AS "verb" FROM (SELECT * FROM "log" AS "t1" WHERE (contains(lower("t1"."verb"), 'create') AND ((lower("t1"."verb") = 'create') OR regexp_matches("t1"."verb", '(?i)${gap}')))) AS "t1"`,
    trino: `SELECT "t1"."verb" AS "verb" FROM (SELECT * FROM "log" AS "t1" WHERE ((strpos(lower("t1"."verb"), 'create') > 0) AND ((lower("t1"."verb") = 'create') OR regexp_like("t1"."verb", '(?i)${gap}')))) AS "t1"`,
  },
  "* | SELECT user.username AS who, count(*) FROM requests GROUP BY who ORDER BY who LIMIT 5, 10": {
    duckdb: `SELECT "t1"."user.username" AS "who", count(*) AS "count(*)" FROM "requests" AS "t1" GROUP BY 1 ORDER BY "who" ASC NULLS LAST LIMIT 10 OFFSET 5`,
    trino: `SELECT "t1"."user.username" AS "who", count(*) AS "count(*)" FROM "requests" AS "t1" GROUP BY 1 ORDER BY "who" ASC NULLS LAST OFFSET 5 LIMIT 10`,
  },
  "* | SELECT date_format(from_unixtime(__time__), '%Y-%m-%d %T') AS t": {
    duckdb: `SELECT strftime(mesh_from_unixtime((epoch_us("t1"."stageTimestamp") // 1000000)), '%Y-%m-%d %H:%M:%S') AS "t" FROM "log" AS "t1"`,
    trino: `SELECT date_format(from_unixtime(CAST(floor(to_unixtime("t1"."stageTimestamp")) AS BIGINT)), '%Y-%m-%d %T') AS "t" FROM "log" AS "t1"`,
  },
  '* | SELECT "annotations.authorization.k8s.io/reason" AS why': {
    duckdb: `SELECT json_extract_string("t1"."annotations", '/authorization.k8s.io~1reason') AS "why" FROM "log" AS "t1"`,
    trino: `SELECT coalesce(json_extract_scalar("t1"."annotations", '$["authorization.k8s.io/reason"]'), json_format(json_extract("t1"."annotations", '$["authorization.k8s.io/reason"]'))) AS "why" FROM "log" AS "t1"`,
  },
  "* | SELECT json_format(json_array_get(sourceIPs, 0)) AS ip": {
    duckdb: `SELECT mesh_json_array_get("t1"."sourceIPs", 0) AS "ip" FROM "log" AS "t1"`,
    trino: `SELECT CAST(json_array_get("t1"."sourceIPs", 0) AS VARCHAR) AS "ip" FROM "log" AS "t1"`,
  },
  "* | SELECT approx_percentile(responseStatus.code, 0.5) AS p, approx_distinct(verb) AS v": {
    duckdb: `SELECT approx_quantile("t1"."responseStatus.code", CAST(0.5e0 AS FLOAT)) AS "p", approx_count_distinct("t1"."verb") AS "v" FROM "log" AS "t1"`,
    trino: `SELECT approx_percentile("t1"."responseStatus.code", 0.5e0) AS "p", approx_distinct("t1"."verb") AS "v" FROM "log" AS "t1"`,
  },
  "__time__ >= 1764000000 | SELECT 'it''s' AS \"a\"\"b\"": {
    duckdb: `SELECT 'it''s' AS "a""b" FROM (SELECT * FROM "log" AS "t1" WHERE ("t1"."stageTimestamp" >= TIMESTAMPTZ '2025-11-24T16:00:00.000000Z')) AS "t1"`,
    trino: `SELECT 'it''s' AS "a""b" FROM (SELECT * FROM "log" AS "t1" WHERE ("t1"."stageTimestamp" >= TIMESTAMP '2025-11-24 16:00:00.000000 UTC')) AS "t1"`,
  },
};

describe("a plan in the SQL of an engine", () => {
  it.each(Object.entries(table))("%s", (query, sql) => {
    const plan = planQuery(parseQuery(query), { now: 0 });
    expect({ duckdb: printDuckDb(plan).sql, trino: printTrino(plan).sql }).toEqual(sql);
  });

  it.each([duckdb, trino])("has every function of the language: $name", ({ calls }) => {
    // These are printed otherwise: as a look-up, a literal, a part of another tree.
    const planned =
      /^(?:ip_to_.*|security_check_ip|is_subnet_of|now|try|if|concat|mod|element_at|compare|time_series|json_format|json_extract.*)$/;
    expect([...functions.keys()].filter((name) => !calls.has(name) && !planned.test(name))).toEqual([]);
  });
});
