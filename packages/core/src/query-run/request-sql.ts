import { isMesh, kinds } from "../kinds/kinds.ts";
import { stages } from "../model/audit-event.ts";
import { requestsTable } from "../query/tables/requests-table.ts";
import { sqlName, sqlText } from "../store/engine/sql-text.ts";

/** Who it was done for, as `actorOf` has it. */
const user = `coalesce(nullif("impersonatedUser.username", ''), nullif("user.username", ''), 'system:anonymous')`;

const finality = `(CASE "stage" ${stages.map((stage, at) => `WHEN ${sqlText(stage)} THEN ${at}`).join(" ")} END)::BIGINT`;

/** What all stages of a request agree in: see `foldKey`. A hash of 64 bits within one microsecond stands for the texts. */
const requestKey = `"requestReceivedTimestamp", hash("auditID", coalesce("user.username", ''), "verb", "requestURI")`;

/**
 * Whether any of the log's first events share an auditID: as a store has them, and mostly as a log has, the stages of a request stand
 * together, so that it tells what is to be expected of all.
 */
export const someSharedSql = `SELECT count(DISTINCT "auditID") < count(*) FROM (SELECT "auditID" FROM log LIMIT 20000)`;

/** Hashes of the auditIDs that several events share. Finding them costs half as much as folding all. */
export const sharedSql = `CREATE TABLE shared_ids AS SELECT hash("auditID") AS id FROM log GROUP BY id HAVING count(*) > 1`;

/** Which events may have been replaced by a later one of their request; null: none. */
export type Foldable = "all" | "shared" | null;

const isFoldable = (foldable: Foldable): string => (foldable === "shared" ? `hash("auditID") IN (SELECT id FROM shared_ids)` : "TRUE");

/**
 * Folds the stages of each request: `final_events` has, as one number, the stage and the number of each request's most final event, the
 * first of them where there are several; see `finalStage` and `finalSeq`. Of requests that were not folded it has nothing.
 */
export const foldSql = (foldable: Foldable): string =>
  `CREATE TABLE final_events AS SELECT max((${finality} << 60) - seq) AS final FROM log WHERE ${isFoldable(foldable)} GROUP BY ${requestKey}`;

const finalStage = `((final + (1::BIGINT << 60) - 1) >> 60)`;
const finalSeq = `((${finalStage} << 60) - final)`;

/** Of each stage, by its place in `stages`: how many events have it, how many of them were folded, and of how many requests it is then the last. */
export const stageCountsSql = (foldable: Foldable): string =>
  `SELECT stage, sum(events), sum(folded), sum(finals) FROM (` +
  `SELECT ${finality} AS stage, count(*) AS events, count(*) FILTER (WHERE ${isFoldable(foldable)}) AS folded, 0 AS finals FROM log GROUP BY 1 ` +
  `UNION ALL SELECT ${finalStage}, 0, 0, count(*) FROM final_events GROUP BY 1) GROUP BY stage`;

/** How events of a stage are told from those that a later stage replaced. */
export interface StageCount {
  stage: number;
  events: number;
  finals: number;
}

const isMostlyFinal = ({ events, finals }: StageCount): boolean => finals * 2 >= events;

/**
 * The condition for an event to be its request's final one. Most stages are final always or hardly ever: what is an exception from that is
 * in the table `exceptions`, which the statements make where there are any.
 */
export const finalCondition = (counts: readonly StageCount[], foldable: Foldable): { statements: string[]; condition: string } => {
  const mostly = counts.filter(isMostlyFinal);
  const few = counts.filter((count) => !isMostlyFinal(count));
  const inStages = (some: readonly StageCount[]): string =>
    `"stage" IN (${some.map(({ stage }) => sqlText(stages[stage] ?? "")).join(", ")})`;
  const normal = mostly.length === counts.length ? "TRUE" : mostly.length === 0 ? "FALSE" : inStages(mostly);
  const isReplaced = `(${isFoldable(foldable)} AND seq NOT IN (SELECT ${finalSeq} FROM final_events))`;
  const partly = mostly.filter(({ events, finals }) => finals < events);
  const some = few.filter(({ finals }) => finals > 0);
  const exceptions = [
    ...(partly.length === 0 ? [] : [`SELECT seq FROM log WHERE ${inStages(partly)} AND ${isReplaced}`]),
    ...(some.length === 0 ? [] : [`SELECT seq FROM log WHERE ${inStages(some)} AND NOT ${isReplaced}`]),
  ];
  if (exceptions.length === 0) return { statements: [], condition: normal };
  return {
    statements: [`CREATE TABLE exceptions AS ${exceptions.join(" UNION ALL ")}`],
    condition: `(${normal}) <> (seq IN (SELECT seq FROM exceptions))`,
  };
};

/** All user agents. */
export const agentsSql = `SELECT DISTINCT "userAgent" FROM log WHERE "userAgent" IS NOT NULL`;

/**
 * What of a request beside its user agent tells its client, as `clientOf` reads it: verb and URI, of programs whose commands stand there;
 * verb and query, of what may be a server-side apply. As JSON; else NULL.
 *
 * @param agents user agents of such programs.
 */
const clientHint = (agents: readonly string[]): string => {
  const hint = (uri: string): string => `CAST(to_json(["verb", ${uri}]) AS VARCHAR)`;
  const ofAgents = agents.length === 0 ? "" : `WHEN "userAgent" IN (${agents.map(sqlText).join(", ")}) THEN ${hint(`"requestURI"`)} `;
  const mayForce = `"verb" = 'patch' AND (contains("requestURI", 'force') OR contains("requestURI", '%'))`;
  return `CASE ${ofAgents}WHEN ${mayForce} THEN ${hint(`substr("requestURI", strpos("requestURI", '?'))`)} END`;
};

/** What clients are told by: user, user agent and hint, each combination once. */
export const clientsSql = (agents: readonly string[]): string => `SELECT DISTINCT ${user}, "userAgent", ${clientHint(agents)} FROM log`;

/** All lists of addresses. */
export const addressListsSql = `SELECT DISTINCT "sourceIPs" FROM log WHERE "sourceIPs" IS NOT NULL`;

/** The tables of what is worked out of each combination, and of each list. */
export const factTablesSql = [
  "CREATE TABLE request_clients (user VARCHAR, agent VARCHAR, hint VARCHAR, type VARCHAR, client VARCHAR, command VARCHAR)",
  "CREATE TABLE request_addresses (list VARCHAR, ip VARCHAR)",
];

const meshKinds = kinds.filter(isMesh);

const kindOfRequest = `CASE "objectRef.apiGroup" ${[...new Set(meshKinds.map(({ group }) => group))]
  .map((group) => {
    const own = meshKinds.filter((kind) => kind.group === group);
    const cases = own.map(({ resource, kind }) => `WHEN ${sqlText(resource)} THEN ${sqlText(kind ?? "")}`);
    return `WHEN ${sqlText(group)} THEN CASE "objectRef.resource" ${cases.join(" ")} END`;
  })
  .join(" ")} END`;

/** As `foldKey` writes it but for control characters, hashed. */
const requestId =
  `substr(sha256(CAST(to_json(["auditID", strftime("requestReceivedTimestamp" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), ` +
  `coalesce("user.username", ''), "verb", "requestURI"]) AS VARCHAR)), 1, 16)`;

/** How the columns are worked out that an event has not. */
const worked: ReadonlyMap<string, string> = new Map([
  ["id", requestId],
  ["time", `"stageTimestamp"`],
  ["kind", kindOfRequest],
  ["actor.user", user],
  [
    "actor.impersonatedBy",
    `CASE WHEN ${user} <> coalesce(nullif("user.username", ''), 'system:anonymous') THEN coalesce(nullif("user.username", ''), 'system:anonymous') END`,
  ],
]);

/** All that is read of `log` to make `requests`, as SQL. */
export const basisOfRequests: readonly string[] = [foldSql("all"), agentsSql, clientsSql([]), addressListsSql, ...worked.values()];

/** Columns that a join gives: the tables that are joined cost as much as the rest of a query, and are left out where nothing of them is asked. */
const joined = {
  clients: new Map([
    ["actor.type", "c.type"],
    ["actor.client", "c.client"],
    ["actor.command", "c.command"],
  ]),
  addresses: new Map([["actor.ip", "a.ip"]]),
};

/** What a relation of requests has beside what is worked out of an event alone. */
type Joins = readonly (keyof typeof joined)[];

const relations: readonly (readonly [name: string, joins: Joins])[] = [
  ["bare_requests", []],
  ["addressed_requests", ["addresses"]],
  ["client_requests", ["clients"]],
  ["requests", ["clients", "addresses"]],
];

/** The leanest relation that has some columns of `requests`. */
export const relationWith = (columns: ReadonlySet<string>): string =>
  relations.find(([, joins]) =>
    (["clients", "addresses"] as const).every(
      (join) => joins.includes(join) || [...joined[join].keys()].every((column) => !columns.has(column)),
    ),
  )?.[0] ?? "requests";

const fromSql = (joins: Joins, agents: readonly string[]): string => {
  const clients = `LEFT JOIN request_clients AS c ON (${user} = c.user AND "userAgent" IS NOT DISTINCT FROM c.agent AND ${clientHint(agents)} IS NOT DISTINCT FROM c.hint)`;
  const addresses = `LEFT JOIN request_addresses AS a ON ("sourceIPs" = a.list)`;
  return ["log", ...(joins.includes("clients") ? [clients] : []), ...(joins.includes("addresses") ? [addresses] : [])].join(" ");
};

/** Makes `requests`, and leaner relations with fewer columns, once the tables of facts are filled. `condition`: of final events. */
export const requestsSql = (condition: string, agents: readonly string[]): string[] =>
  relations.map(([name, joins]) => {
    const from = new Map(joins.flatMap((join) => [...joined[join]]));
    const columns = requestsTable.columns.flatMap(({ name: column }) => {
      const isOfOther = !from.has(column) && Object.values(joined).some((some) => some.has(column));
      return isOfOther ? [] : [`${worked.get(column) ?? from.get(column) ?? sqlName(column)} AS ${sqlName(column)}`];
    });
    return `CREATE VIEW ${name} AS SELECT ${columns.join(", ")} FROM ${fromSql(joins, agents)} WHERE ${condition}`;
  });
