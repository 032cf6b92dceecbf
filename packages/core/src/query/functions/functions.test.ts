import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonValue } from "../../model/json.ts";
import { openLogDatabase, type LogDatabase } from "../testing/log-database.ts";
import { functions } from "./functions.ts";

const event = {
  level: "RequestResponse",
  auditID: "a-1",
  stage: "ResponseComplete",
  requestURI: "/apis/x/y?name=a%20b&dryRun=All&empty=",
  verb: "create",
  user: { username: "alice@example.com", groups: ["a", "b"], extra: { sessionName: ["s-1"] } },
  sourceIPs: ["203.0.113.7", "10.0.0.1"],
  userAgent: "not json",
  responseStatus: { code: 201 },
  requestObject: {
    spec: { replicas: 3, ratio: 0.5, on: true, hosts: ["a.b", null, { c: 1 }], nothing: null },
    metadata: { labels: { "app.kubernetes.io/name": "web" } },
  },
  annotations: { "authorization.k8s.io/reason": 'RoleBinding "x" to User "alice"' },
  requestReceivedTimestamp: "2026-10-25T00:30:00.250000Z",
  stageTimestamp: "2026-10-25T00:30:00.500000Z",
};

/** What an expression is of the event above, in Berlin, where the clock goes back an hour on that day at 01:00 UTC. */
const table: [expression: string, value: JsonValue][] = [
  ["length(verb)", "6"],
  ["upper(substr(verb, 1, 2)) || lower('X')", "CRx"],
  ["trim('  a ') || '|' || ltrim('  a ') || '|' || rtrim('  a ')", "a|a |  a"],
  ["reverse(verb)", "etaerc"],
  ["concat(verb, '-', 201)", "create-201"],
  ["concat(verb, null)", null],
  ["substring(verb, 3)", "eate"],
  ["replace('a.b.c', '.', '-') || replace('a.b', '.')", "a-b-cab"],
  ["strpos(verb, 'eat')", "3"],
  ["starts_with(verb, 'cr') and ends_with(verb, 'te') and not ends_with(verb, 'tx')", true],
  ["split('a,b', ',')", ["a", "b"]],
  ["split_part('a/b', '/', 2)", "b"],
  ["split_part('a/b', '/', 9)", null],
  ["levenshtein_distance('abc', 'abd')", "1"],
  ["regexp_like(verb, '^cr.a')", true],
  ["regexp_extract(requestURI, '/([a-z]+)/y', 1)", "x"],
  ["regexp_extract(requestURI, 'nothing(.)', 1)", null],
  ["regexp_extract('ab', '^x*')", ""],
  ["regexp_extract_all('a1b2', '[0-9]')", ["1", "2"]],
  ["regexp_replace('a1b2', '([0-9])', '<$1>')", "a<1>b<2>"],
  ["regexp_replace('a1b2', '[0-9]')", "ab"],
  ["regexp_replace('ab', 'b', '\\1')", "a\\1"],
  ["url_decode('a%20b+c%2B')", "a b c+"],
  ["url_encode('a b/c')", "a%20b%2Fc"],
  ["url_extract_path(requestURI)", "/apis/x/y"],
  ["url_extract_path('https://example.com/p?q')", "/p"],
  ["url_extract_query(requestURI)", "name=a%20b&dryRun=All&empty="],
  ["url_extract_query('/p')", null],
  ["url_extract_parameter(requestURI, 'name')", "a b"],
  ["url_extract_parameter(requestURI, 'ame')", null],
  ["url_extract_parameter(requestURI, 'empty')", ""],
  ["chr(65)", "A"],
  ["md5('a')", "0cc175b9c0f1b6a831c399e269772661"],
  ["sha256('')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["json_extract(requestObject, '$.spec.hosts')", '["a.b",null,{"c":1}]'],
  ["json_extract(requestObject, '$.spec.hosts[0]')", '"a.b"'],
  ["json_extract(requestObject, '$.metadata.labels[\"app.kubernetes.io/name\"]')", '"web"'],
  ["json_extract_scalar(requestObject, '$.spec.hosts[0]')", "a.b"],
  ["json_extract_scalar(requestObject, '$.spec.hosts')", null],
  ["json_extract_scalar(requestObject, '$.spec.no')", null],
  ["json_extract_scalar(userAgent, '$.a')", null],
  ["json_extract_long(requestObject, '$.spec.replicas') / 2", "1"],
  ["json_extract_double(requestObject, '$.spec.ratio')", 0.5],
  ["json_extract_bool(requestObject, '$.spec.on')", true],
  ["json_array_length(sourceIPs)", "2"],
  ["json_array_length(userAgent)", null],
  ["json_array_length(requestObject)", null],
  ["json_array_get(sourceIPs, 0)", "203.0.113.7"],
  ["json_array_get(sourceIPs, -1)", "10.0.0.1"],
  ["json_array_get(sourceIPs, 5)", null],
  ["json_array_get(requestObject, 0)", null],
  ["json_array_get('\"a\"', 0)", null],
  ["json_array_length(' [1, 2]')", "2"],
  ["json_format(json_array_get(sourceIPs, 0))", "203.0.113.7"],
  ["json_format(json_extract(requestObject, '$.spec.hosts[0]'))", '"a.b"'],
  ["json_array_contains(sourceIPs, '10.0.0.1')", true],
  ["json_array_contains(sourceIPs, '10.0.0.2')", false],
  ["json_array_contains('[1,2]', 2)", true],
  ["json_size(requestObject, '$.spec')", "5"],
  ["json_size(requestObject, '$.no')", null],
  ["json_parse(userAgent)", null],
  ["json_parse('[1]')", "[1]"],
  ["cast(split('a,b', ',') as json)", '["a","b"]'],
  ["requestObject.spec.hosts", '["a.b",null,{"c":1}]'],
  ['"requestObject.spec.hosts[0]"', "a.b"],
  ['"requestObject.metadata.labels.app.kubernetes.io/name"', "web"],
  ['"annotations.authorization.k8s.io/reason"', 'RoleBinding "x" to User "alice"'],
  ["user.extra.sessionName", '["s-1"]'],
  ["__time__", "1792888200"],
  ["from_unixtime(__time__)", "2026-10-25 00:30:00+00"],
  ["from_unixtime(1e300)", null],
  ["to_unixtime(stageTimestamp)", 1792888200.5],
  ["to_unixtime(from_iso8601_timestamp('2026-10-25T00:30:00Z'))", 1792888200],
  [
    "date_format(stageTimestamp, '%Y-%m-%d %T|%y %c %e %k %l %i %s %p %W %M %b %a %j %v|%H:%i:%S %f|%r|%%')",
    "2026-10-25 02:30:00|26 10 25 2 2 30 00 AM Sunday October Oct Sun 298 43|02:30:00 500000|02:30:00 AM|%",
  ],
  ["date_format(stageTimestamp + interval '1' hour, '%T')", "02:30:00"],
  ["to_unixtime(date_trunc('day', stageTimestamp))", 1792879200],
  ["date_format(date_trunc('hour', stageTimestamp + interval '1' hour), '%T')", "02:00:00"],
  ["to_unixtime(date_parse('25.10.2026 12', '%d.%m.%Y %H'))", 1792926000],
  ["date_parse('no time', '%Y')", null],
  ["date_diff('hour', stageTimestamp, timestamp '2026-10-25 04:00:00')", "2"],
  ["date_format(date_add('day', 1, stageTimestamp), '%Y-%m-%d %T')", "2026-10-26 02:30:00"],
  ["date_format(date_add('quarter', -1, stageTimestamp), '%Y-%m')", "2026-07"],
  ["date(stageTimestamp)", "2026-10-25"],
  ["year(stageTimestamp) * 10000 + month(stageTimestamp) * 100 + day(stageTimestamp)", "20261025"],
  ["quarter(stageTimestamp) * 100 + week(stageTimestamp)", "443"],
  ["hour(stageTimestamp) * 10000 + minute(stageTimestamp) * 100 + second(stageTimestamp)", "23000"],
  ["day_of_week(stageTimestamp) * 1000 + day_of_year(stageTimestamp)", "7298"],
  ["to_unixtime(now())", 1795523400],
  ["to_unixtime(current_timestamp)", 1795523400],
  ["abs(-2) + ceil(1.5) + ceiling(1.5) + floor(1.5) + round(2.345, 2) + sign(-3)", 8.35],
  ["sqrt(4) + pow(2, 3) + power(2, 2) + ln(1) + log2(8) + log10(100) + exp(0)", 20],
  ["mod(7, 4) + 7 % 4", "6"],
  ["7 / 2", "3"],
  ["7 / 2.0", 3.5],
  ["1 / 0", null],
  ["1.0 / 0", null],
  ["'5' + 1", 6],
  ["coalesce(null, verb, 'x')", "create"],
  ["nullif(verb, 'create')", null],
  ["if(responseStatus.code > 200, 'yes', 'no')", "yes"],
  ["if(responseStatus.code > 400, 'yes')", null],
  ["case responseStatus.code when 201 then 'made' else 0 end", "made"],
  ["try(cast(verb as bigint))", null],
  ["try_cast(verb as bigint)", null],
  ["cast('12' as bigint)", "12"],
  ["greatest(1, 3, 2) * 10 + least(3, 1, 2)", "31"],
  ["2147483647 + 1 + 100000 * 100000 + sign(1) * 3000000000", "15147483648"],
  ["greatest(1, null)", null],
  ["cardinality(split('a,b', ','))", "2"],
  ["contains(split('a,b', ','), 'b')", true],
  ["array_join(split('a,b', ','), '+')", "a+b"],
  ["split('a,b', ',')[2] || element_at(split('a,b', ','), 1)", "ba"],
  ["responseStatus.code = '201'", true],
  ["verb in ('get', 'create') and verb not in ('x') and verb like 'cr%' and verb between 'a' and 'd'", true],
  ["'a_b' like 'a!_b' escape '!'", true],
  ["stageTimestamp >= '2026-10-25T00:30:00Z' and __time__ between 1792888200 and 1792888201", true],
  ["exists (select 1 from requests r where r.auditID = log.auditID)", true],
  ["(select max(responseStatus.code) from log)", "201"],
  [
    "ip_to_country(json_array_get(sourceIPs, 0)) || ip_to_province('198.51.100.9') || ip_to_city('198.51.100.9', 'en')",
    "AustraliaBretagneRennes",
  ],
  ["ip_to_provider('203.0.113.7')", "Example Telecom"],
  ["ip_to_domain('10.0.0.1') || ip_to_domain('203.0.113.7')", "intranetinternet"],
  ["ip_to_domain('no address')", null],
  ["security_check_ip('203.0.113.7') * 10 + security_check_ip('10.0.0.1')", "10"],
  ["is_subnet_of('10.0.0.0/8', '10.255.0.1')", true],
  ["is_subnet_of('10.0.0.0/8', '11.0.0.1')", false],
  ["is_subnet_of('fd00::/8', 'fdff::1')", true],
];

const rows = [1, 2, 2, 5].map((code, index) => ({
  ...event,
  auditID: `a-${index}`,
  verb: code === 5 ? "get" : "create",
  responseStatus: { code },
  stageTimestamp: `2026-10-25T00:0${code}:00.000000Z`,
}));

const overRows: [select: string, rows: JsonValue[][]][] = [
  ["count(*), count(1), count(distinct verb), count(userAgent), count()", [["4", "4", "2", "4", "4"]]],
  ["count_if(NULLIF(verb, verb) = 'get')", [["0"]]],
  ["count_if(verb = 'get'), sum(responseStatus.code), avg(responseStatus.code), min(verb), max(verb)", [["1", "10", 2.5, "create", "get"]]],
  ["sum(responseStatus.code) / count(1), sum(responseStatus.code) * 1.0 / count(1)", [["2", 2.5]]],
  ["min_by(auditID, responseStatus.code), max_by(auditID, responseStatus.code)", [["a-0", "a-3"]]],
  [
    "arbitrary(level), any_value(level), approx_distinct(responseStatus.code), approx_percentile(responseStatus.code, 0.5)",
    [["RequestResponse", "RequestResponse", "3", "2"]],
  ],
  [
    "round(stddev(responseStatus.code), 3), round(variance(responseStatus.code), 3), bool_and(verb = 'get'), bool_or(verb = 'get')",
    [[1.732, 3, false, true]],
  ],
  ["array_agg(responseStatus.code order by auditID desc), count(*) filter (where verb = 'get')", [[["5", "2", "2", "1"], "1"]]],
  ["cardinality(histogram(verb)), histogram(verb)['create']", [["2", "3"]]],
  ["verb, count(1) as n group by verb having n > 1", [["create", "3"]]],
  ["distinct verb as v order by verb desc", [["get"], ["create"]]],
  [
    "auditID as a, row_number() over (partition by verb order by auditID desc) as n where verb = 'create' order by a",
    [
      ["a-0", "3"],
      ["a-1", "2"],
      ["a-2", "1"],
    ],
  ],
  [
    "auditID as a, rank() over (order by responseStatus.code), dense_rank() over (order by responseStatus.code), ntile(2) over (order by auditID) order by a limit 3, 1",
    [["a-3", "4", "3", "2"]],
  ],
  [
    "auditID as a, lag(responseStatus.code) over (order by auditID), lead(auditID, 2, 'none') over (order by auditID) order by a limit 1, 2",
    [["1", "1", "a-3"].with(0, "a-1"), ["a-2", "2", "none"]],
  ],
  [
    "auditID as a, sum(responseStatus.code) over (order by auditID rows between 1 preceding and current row) as s, first_value(auditID) over (order by auditID), last_value(auditID) over (order by auditID rows between current row and unbounded following), percent_rank() over (order by auditID) order by a desc limit 1",
    [["a-3", "7", "a-0", "a-3", 1]],
  ],
  [
    "time_series(stageTimestamp, '1m', '%H:%i', '0') as t, count(1) as n group by t order by t",
    [
      ["02:01", "1"],
      ["02:02", "2"],
      ["02:03", "0"],
      ["02:04", "0"],
      ["02:05", "1"],
    ],
  ],
  [
    "time_series(__time__, '2m', '%i', 'last') as t, count(1) as n group by t order by t desc",
    [
      ["04", "1"],
      ["02", "2"],
      ["00", "1"],
    ],
  ],
  [
    "time_series(__time__, '1m', '%i', 'avg') as t, sum(responseStatus.code) as n group by t",
    [
      ["01", 1],
      ["02", 4],
      ["03", 4.5],
      ["04", 4.5],
      ["05", 5],
    ],
  ],
  [
    "verb, time_series(__time__, '1m', '%i', 'null') as t, count(1) as n group by t, verb having n < 3 order by verb desc, t limit 5",
    [
      ["get", "01", null],
      ["get", "02", null],
      ["get", "03", null],
      ["get", "04", null],
      ["get", "05", "1"],
    ],
  ],
  ["time_series(__time__, '1d', '%Y-%m-%d', 'next') as t, count(1) as n group by t", [["2026-10-25", "4"]]],
];

describe("a function", () => {
  let one: LogDatabase;
  let many: LogDatabase;
  beforeAll(async () => {
    [one, many] = await Promise.all([openLogDatabase([event]), openLogDatabase(rows)]);
  });
  afterAll(() => {
    one.close();
    many.close();
  });

  it.each(table)("%s", async (expression, value) => {
    expect(await one.ask(`* | SELECT ${expression} AS value FROM log`, { timeZone: "Europe/Berlin" })).toEqual([{ value }]);
  });

  it.each(overRows)("%s", async (select, values) => {
    const found = await many.ask(`* | SELECT ${select}`, { timeZone: "Europe/Berlin" });
    expect(found.map((row) => Object.values(row))).toEqual(values);
  });

  it("compares with the time before", async () => {
    const span = { from: "2026-10-25T00:02:00Z", to: "2026-10-25T00:05:30Z" };
    expect(await many.ask("* | SELECT compare(n, 60, 240) AS c FROM (SELECT count(1) AS n FROM log)", span)).toEqual([
      { c: [3, 3, 1, 1, 3] },
    ]);
    const byVerb =
      "* | SELECT verb, compare(n, 60)[2] AS before FROM (SELECT verb, count(1) AS n FROM log GROUP BY verb) GROUP BY verb ORDER BY verb";
    expect(await many.ask(byVerb, span)).toEqual([
      { verb: "create", before: 3 },
      { verb: "get", before: null },
    ]);
  });

  it("is in one of these tables", () => {
    const tried = [...table.map(([expression]) => expression), ...overRows.map(([select]) => select), "compare("].join("\n");
    expect([...functions.keys()].filter((name) => !new RegExp(`\\b${name}\\(`).test(tried))).toEqual([]);
  });
});
