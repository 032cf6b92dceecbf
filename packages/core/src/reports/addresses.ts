import { where } from "./conditions.ts";
import { denied, failed } from "./counts.ts";
import { shared } from "./columns.ts";
import type { TablePlan } from "./report-plan.ts";

/** Requests by address, with where that is. `network`: of such addresses only. */
export const addressesTable = (id: string, title: string, conditions: readonly string[], network: "internet" | null): TablePlan => ({
  id,
  title,
  span: "report",
  query:
    `* | SELECT ip, ip_to_country(ip) AS country, ip_to_provider(ip) AS operator, ip_to_domain(ip) AS network, requests, failed, denied, users, first, last FROM (` +
    `SELECT actor.ip AS ip, count(1) AS requests, count_if(${failed}) AS failed, count_if(responseStatus.code IN (401, 403)) AS denied, ` +
    `count(DISTINCT actor.user) AS users, min(time) AS first, max(time) AS last FROM requests${where(...conditions, "actor.ip IS NOT NULL")} GROUP BY ip)` +
    `${network === null ? "" : ` WHERE ip_to_domain(ip) = '${network}'`} ORDER BY requests DESC, ip`,
  columns: [
    shared.ip,
    { name: "country", title: "Country", type: "text" },
    { name: "operator", title: "Operator", type: "text" },
    { name: "network", title: "Network", type: "text" },
    shared.requests,
    shared.failed,
    shared.denied,
    shared.users,
    shared.first,
    shared.last,
  ],
});

/** Requests from the Internet by country; a country that is not known is null. */
export const countriesTable = (conditions: readonly string[]): TablePlan => ({
  id: "countries",
  title: "By country",
  span: "report",
  query:
    `* | SELECT ip_to_country(ip) AS country, sum(n) AS requests, sum(failures) AS failed, sum(refused) AS denied, count(1) AS addresses FROM (` +
    `SELECT actor.ip AS ip, count(1) AS n, count_if(${failed}) AS failures, count_if(${denied}) AS refused FROM requests${where(...conditions)} GROUP BY ip) ` +
    `WHERE ip_to_domain(ip) = 'internet' GROUP BY country ORDER BY requests DESC, country`,
  columns: [
    { name: "country", title: "Country", type: "text" },
    shared.requests,
    shared.failed,
    shared.denied,
    { name: "addresses", title: "Addresses", type: "number" },
  ],
});
