import { isMesh, kinds } from "../kinds/kinds.ts";
import { shared } from "./columns.ts";
import { where } from "./conditions.ts";
import { changeCounts, changeTotals, denied, distinctUsers, failed, succeeded, writes } from "./counts.ts";
import { changedObject } from "./key-events.ts";
import type { ReportRow, TablePlan } from "./report-plan.ts";

const named = "objectRef.name <> ''";

/** How many of each total of kinds. Objects are those that requests name. */
export const kindTotals = (requests: readonly string[], changes: readonly string[]): string[] => [
  `* | SELECT count(1) AS requests, count_if(${writes}) AS writes, count_if(${succeeded}) AS succeeded, count_if(${failed}) AS failed, ` +
    `count_if(${denied}) AS denied, ${distinctUsers} AS users FROM requests${where(...requests)}`,
  `* | SELECT count(1) AS objects FROM (SELECT DISTINCT objectRef.apiGroup, objectRef.resource, objectRef.namespace, objectRef.name FROM requests${where(...requests, named)})`,
  changeTotals(changes),
];

const kindColumns = [
  shared.kind,
  shared.group,
  shared.requests,
  shared.writes,
  shared.created,
  shared.updated,
  shared.deleted,
  shared.failed,
  shared.denied,
  shared.objects,
  shared.users,
];

const mainKinds = kinds.filter(isMesh);

/** The rows of kinds, and behind them those of the other main kinds, of which there is nothing. */
const withAllKinds = (rows: ReportRow[]): ReportRow[] => {
  const missing = mainKinds.filter(({ kind, group }) => !rows.some((row) => row["kind"] === kind && row["group"] === group));
  const nothing = Object.fromEntries(kindColumns.filter(({ type }) => type === "number").map(({ name }) => [name, 0]));
  return [...rows, ...missing.map(({ kind, group }) => ({ kind, group, ...nothing }))];
};

/** A row for each main kind, also for those of which there is nothing. */
export const kindsTable = (requests: readonly string[], changes: readonly string[]): TablePlan => {
  const numbers = kindColumns.filter(({ type }) => type === "number").map(({ name }) => name);
  const half = (counts: { [name: string]: string }): string => numbers.map((name) => `${counts[name] ?? "0"} AS ${name}`).join(", ");
  const ofRequests = half({
    requests: "count(1)",
    writes: `count_if(${writes})`,
    failed: `count_if(${failed})`,
    denied: `count_if(${denied})`,
    users: distinctUsers,
  });
  const operation = (name: string): string => `count_if(operation = '${name}')`;
  const ofChanges = half({ created: operation("created"), updated: operation("updated"), deleted: operation("deleted") });
  return {
    id: "kinds",
    title: "Kinds",
    span: "report",
    query:
      `* | SELECT kind, "group", ${numbers.map((name) => `sum(${name}) AS ${name}`).join(", ")} FROM (` +
      `SELECT kind, objectRef.apiGroup AS "group", ${ofRequests} FROM requests${where(...requests, "kind IS NOT NULL")} GROUP BY kind, "group" ` +
      `UNION ALL SELECT kind, "group", ${half({ objects: "count(1)" })} FROM (SELECT DISTINCT kind, objectRef.apiGroup AS "group", objectRef.namespace, objectRef.name ` +
      `FROM requests${where(...requests, "kind IS NOT NULL", named)}) GROUP BY kind, "group" ` +
      `UNION ALL SELECT kind, object.group AS "group", ${ofChanges} FROM changes${where(...changes, "kind IS NOT NULL")} GROUP BY kind, "group"` +
      `) GROUP BY kind, "group" ORDER BY writes DESC, requests DESC, kind, "group"`,
    columns: kindColumns,
    complete: withAllKinds,
  };
};

/** Objects by how often they changed. */
export const changedObjectsTable = (changes: readonly string[]): TablePlan => ({
  id: "objects",
  title: "Most changed objects",
  span: "report",
  query:
    `* | SELECT kind, ${changedObject} AS object, object.namespace AS namespace, count(1) AS changes, ${changeCounts}, ` +
    `count(DISTINCT actor.user) AS users, max_by(actor.user, time) AS "user", max(time) AS last FROM changes${where(...changes)} ` +
    `GROUP BY kind, object, namespace ORDER BY changes DESC, last DESC, object, namespace`,
  columns: [
    shared.kind,
    shared.object,
    shared.namespace,
    shared.changes,
    shared.created,
    shared.updated,
    shared.deleted,
    shared.users,
    { name: "user", title: "Last by", type: "user" },
    shared.last,
  ],
});

/** Who makes most changes of each kind, and what part of them. */
export const ownersTable = (changes: readonly string[]): TablePlan => ({
  id: "owners",
  title: "Owners in practice",
  span: "report",
  query:
    `* | SELECT kind, "group", "user", changes, changes * 1.0 / total AS share FROM (` +
    `SELECT kind, "group", "user", changes, sum(changes) OVER (PARTITION BY kind, "group") AS total, ` +
    `row_number() OVER (PARTITION BY kind, "group" ORDER BY changes DESC, "user") AS place FROM (` +
    `SELECT kind, object.group AS "group", actor.user AS "user", count(1) AS changes FROM changes${where(...changes)} GROUP BY kind, "group", "user"` +
    `)) WHERE place = 1 ORDER BY changes DESC, kind, "group"`,
  columns: [shared.kind, shared.group, shared.user, shared.changes, { name: "share", title: "Share", type: "share" }],
});

/** What each user did with each kind. */
export const actorsTable = (requests: readonly string[]): TablePlan => ({
  id: "actors",
  title: "By user",
  span: "report",
  query:
    `* | SELECT kind, objectRef.apiGroup AS "group", actor.user AS "user", count(1) AS requests, count_if(${writes}) AS writes, count_if(${failed}) AS failed, ` +
    `count_if(${denied}) AS denied, max(time) AS last FROM requests${where(...requests)} GROUP BY kind, "group", "user" ORDER BY writes DESC, requests DESC, kind, "group", "user"`,
  columns: [shared.kind, shared.group, shared.user, shared.requests, shared.writes, shared.failed, shared.denied, shared.last],
});
