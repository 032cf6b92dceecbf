import { where } from "./conditions.ts";
import type { ChartPlan } from "./report-plan.ts";

/** Requests that read: they get, list or watch objects, and open no session in a pod. */
export const reads = "verb IN ('get', 'list', 'watch') AND coalesce(objectRef.subresource, '') NOT IN ('exec', 'attach', 'portforward')";

/** Requests that would change an object, whatever came of them. */
export const writes = "verb IN ('create', 'update', 'patch', 'delete', 'deletecollection')";

/** Those that the server said no to; a request without a status is neither. */
export const failed = "responseStatus.code >= 400";
export const denied = "responseStatus.code = 403";
export const succeeded = "responseStatus.code < 400";

/** How many authenticated users there were. */
export const distinctUsers = "count(DISTINCT nullif(user.username, ''))";

/** Effective changes, by what they did. */
export const changeCounts =
  "count_if(operation = 'created') AS created, count_if(operation = 'updated') AS updated, count_if(operation = 'deleted') AS deleted";

/** The same, as totals. */
export const changeTotals = (changes: readonly string[]): string => `* | SELECT ${changeCounts} FROM changes${where(...changes)}`;

/** How many requests for each value of an expression, the most frequent first. */
const countsBy = (expression: string, name: string, conditions: readonly string[], most: number): string =>
  `* | SELECT ${expression} AS ${name}, count(1) AS requests FROM requests${where(...conditions, `${expression} IS NOT NULL`)} ` +
  `GROUP BY ${name} ORDER BY requests DESC, ${name} LIMIT ${most}`;

/** How many requests came from each place, by a function of addresses. */
const countsByPlace = (place: string, name: string, conditions: readonly string[], most: number): string =>
  `* | SELECT ${place}(ip) AS ${name}, sum(n) AS requests FROM (SELECT actor.ip AS ip, count(1) AS n FROM requests${where(...conditions)} GROUP BY ip) ` +
  `WHERE ${place}(ip) IS NOT NULL GROUP BY ${name} ORDER BY requests DESC, ${name} LIMIT ${most}`;

/** What came from the Internet: requests, and those that were refused for who sent them. */
export const internetTotals = (conditions: readonly string[]): string =>
  `* | SELECT sum(n) AS internet, sum(refused) AS internetDenied FROM (SELECT actor.ip AS ip, count(1) AS n, ` +
  `count_if(responseStatus.code IN (401, 403)) AS refused FROM requests${where(...conditions)} GROUP BY ip) WHERE ip_to_domain(ip) = 'internet'`;

const outcome = `CASE WHEN ${succeeded} THEN 'succeeded' WHEN ${denied} THEN 'denied' WHEN ${failed} THEN 'failed' ELSE 'unknown' END`;

/** Charts of how many requests there are of each, in the order of all reports. The share of outcomes counts what was denied apart. */
const charts = {
  verbs: (conditions) => ({ title: "By verb", type: "share", query: countsBy("verb", "verb", conditions, 20) }),
  users: (conditions) => ({ title: "By user", type: "bars", query: countsBy("actor.user", `"user"`, conditions, 20) }),
  namespaces: (conditions) => ({
    title: "By namespace",
    type: "bars",
    query: countsBy("objectRef.namespace", "namespace", conditions, 20),
  }),
  codes: (conditions) => ({ title: "By status", type: "share", query: countsBy("responseStatus.code", "code", conditions, 30) }),
  outcomes: (conditions) => ({ title: "By outcome", type: "share", query: countsBy(outcome, "outcome", conditions, 4) }),
  networks: (conditions) => ({ title: "By network", type: "share", query: countsByPlace("ip_to_domain", "network", conditions, 2) }),
  countries: (conditions) => ({ title: "By country", type: "map", query: countsByPlace("ip_to_country", "country", conditions, 250) }),
} satisfies { [id: string]: (conditions: readonly string[]) => Omit<ChartPlan, "id"> };

/** Charts of requests by what they have. */
export const requestCharts = (ids: readonly (keyof typeof charts)[], conditions: readonly string[]): ChartPlan[] =>
  ids.map((id) => ({ id, ...charts[id](conditions) }));
