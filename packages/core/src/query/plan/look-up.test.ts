import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printDuckDb } from "../dialects/duckdb.ts";
import { parseQuery } from "../query.ts";
import { openLogDatabase, type LogDatabase } from "../testing/log-database.ts";
import { planQuery } from "./plan-query.ts";

const from = (ip: string, code: number, index: number) => ({
  level: "Metadata",
  auditID: String(index),
  stage: "ResponseComplete",
  verb: code === 403 ? "create" : "get",
  user: {},
  sourceIPs: [ip],
  responseStatus: { code },
  requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
  stageTimestamp: `2026-11-24T12:00:0${index}.000000Z`,
});

const events = [from("203.0.113.7", 403, 0), from("203.0.113.7", 200, 1), from("198.51.100.9", 200, 2), from("10.0.0.1", 200, 3)];
const ip = "json_array_get(sourceIPs, 0)";

describe("what is known of addresses", () => {
  let database: LogDatabase;
  beforeAll(async () => {
    database = await openLogDatabase(events);
  });
  afterAll(() => database.close());

  it.each<[query: string, rows: unknown[]]>([
    [
      `SELECT ip_to_country(${ip}) AS c, count(1) AS n GROUP BY c ORDER BY n DESC, c`,
      [
        { c: "Australia", n: "2" },
        { c: "France", n: "1" },
        { c: null, n: "1" },
      ],
    ],
    [`SELECT count_if(ip_to_domain(${ip}) = 'internet') AS n WHERE NOT is_subnet_of('198.51.100.0/24', ${ip})`, [{ n: "2" }]],
    [
      `SELECT verb, ip_to_city(max_by(${ip}, stageTimestamp)) AS last GROUP BY verb HAVING ip_to_country(max(${ip})) = 'Australia' ORDER BY verb`,
      [
        { verb: "create", last: "Melbourne" },
        { verb: "get", last: null },
      ],
    ],
    [
      `WITH a AS (SELECT ${ip} AS ip FROM log), b AS (SELECT DISTINCT ip_to_country(ip) AS c FROM a) SELECT c FROM b WHERE c IS NOT NULL ORDER BY c`,
      [{ c: "Australia" }, { c: "France" }],
    ],
    [
      `SELECT a.ip, ip_to_city(b.ip) AS city FROM (SELECT DISTINCT ${ip} AS ip FROM log) a JOIN (SELECT ${ip} AS ip FROM log WHERE responseStatus.code = 403) b USING (ip)`,
      [{ ip: "203.0.113.7", city: "Melbourne" }],
    ],
    [
      `SELECT auditID FROM log WHERE auditID IN (SELECT auditID FROM requests WHERE security_check_ip(actor.ip) = 1) ORDER BY ip_to_city(${ip}), auditID`,
      [{ auditID: "0" }, { auditID: "1" }],
    ],
    [
      `SELECT time_series(__time__, '2s', '%s', '0') AS t, count_if(ip_to_domain(${ip}) = 'intranet') AS n GROUP BY t ORDER BY t`,
      [
        { t: "00", n: "0" },
        { t: "02", n: "1" },
      ],
    ],
    [`SELECT ip_to_country('203.0.113.7') AS c UNION SELECT ip_to_country(${ip}) FROM log WHERE verb = 'create'`, [{ c: "Australia" }]],
  ])("%s", async (query, rows) => {
    expect(await database.ask(`* | ${query}`)).toEqual(rows);
  });

  it("is asked for once a select, and of what a subquery gave the same rows are used again", () => {
    const { steps, sql } = printDuckDb(
      planQuery(parseQuery("* | SELECT ip_to_city(ip), ip_to_country(ip) FROM (SELECT verb AS ip FROM log LIMIT 5)"), { now: 0 }),
    );
    expect(steps.map(({ kind }) => kind)).toEqual(["keep", "look up"]);
    expect(steps[1]?.sql).toBe('SELECT DISTINCT "t2"."ip" AS "ip" FROM "kept3" AS "t2"');
    expect(sql).toContain('FROM "kept3" AS "t2"');
  });

  it.each([
    ["functions of addresses cannot stand in ON", "SELECT 1 FROM log a JOIN log b ON ip_to_city(a.verb) = b.verb"],
    ["cannot stand within another", "SELECT ip_to_city(ip_to_country(verb)) FROM log"],
    ["cannot use a column of a select around it", "SELECT 1 FROM log WHERE EXISTS (SELECT ip_to_city(log.verb) FROM requests)"],
  ])("%s", (message, query) => {
    expect(() => planQuery(parseQuery(`* | ${query}`), { now: 0 })).toThrow(message);
  });
});
