import { kinds } from "../../kinds/kinds.ts";
import { micros } from "../../model/time.ts";
import { plainTries, type PlainChange, type PlainRequest } from "./plain-requests.ts";

/** The numbers of a report, by plain counting: totals, charts (series by where a point stands), and of tables what can be compared. */
export interface PlainReport {
  totals: { [name: string]: number };
  charts: { [id: string]: { [series: string]: { [at: string]: number } } };
  /** Rows, each as some columns' values in JSON, in no order. */
  tables: { [id: string]: string[] };
}

const distinct = (values: Iterable<string | null>): number => new Set([...values].filter((value) => value !== null && value !== "")).size;

const counts = <Row>(rows: readonly Row[], of: (row: Row) => string | number | null): { [at: string]: number } => {
  const found: { [at: string]: number } = Object.create(null) as { [at: string]: number };
  for (const row of rows) {
    const at = of(row);
    if (at !== null) found[String(at)] = (found[String(at)] ?? 0) + 1;
  }
  return found;
};

const grouped = <Row>(rows: readonly Row[], key: (row: Row) => unknown): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify(key(row));
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
};

/** Rows of a table: a group's key, and the numbers of its rows. */
const rowsOf = <Row>(rows: readonly Row[], key: (row: Row) => unknown[], numbers: (rows: readonly Row[]) => unknown[]): string[] =>
  [...grouped(rows, key)].map(([name, some]) => JSON.stringify([...(JSON.parse(name) as unknown[]), ...numbers(some)]));

const one = (requests: readonly PlainRequest[]): string[] => requests.map(({ auditID }) => JSON.stringify([auditID]));

const isFailed = ({ code }: PlainRequest): boolean => code >= 400;
const isDenied = ({ code }: PlainRequest): boolean => code === 403;
const isRefused = ({ code }: PlainRequest): boolean => code === 401 || code === 403;
const isRead = ({ verb, subresource }: PlainRequest): boolean =>
  ["get", "list", "watch"].includes(verb) && !["exec", "attach", "portforward"].includes(subresource);
const isWrite = ({ verb }: PlainRequest): boolean => ["create", "update", "patch", "delete", "deletecollection"].includes(verb);
const isDeletion = ({ verb, code }: PlainRequest): boolean => ["delete", "deletecollection"].includes(verb) && code >= 200 && code < 300;

const some = <Row>(rows: readonly Row[], test: (row: Row) => boolean): number => rows.filter(test).length;

const did = (changes: readonly PlainChange[], operation: string): number => some(changes, ({ change }) => change.operation === operation);

const changeTotals = (changes: readonly PlainChange[]) => ({
  created: did(changes, "created"),
  updated: did(changes, "updated"),
  deleted: did(changes, "deleted"),
});

const stepOf = (time: number, step: number): string => new Date(Math.floor(time / 1000 / step) * step).toISOString();

const trend = (requests: readonly PlainRequest[], changes: readonly PlainChange[], step: number) => ({
  requests: counts(requests, ({ time }) => stepOf(time, step)),
  failed: counts(requests.filter(isFailed), ({ time }) => stepOf(time, step)),
  changes: counts(changes, ({ change }) => stepOf(micros(change.time), step)),
});

const outcomeOf = ({ code }: PlainRequest): string =>
  code === 0 ? "unknown" : code === 403 ? "denied" : code >= 400 ? "failed" : "succeeded";

const charts = (requests: readonly PlainRequest[]) => ({
  verbs: { requests: counts(requests, ({ verb }) => verb) },
  users: { requests: counts(requests, ({ user }) => user) },
  namespaces: { requests: counts(requests, ({ namespace }) => namespace) },
  codes: { requests: counts(requests, ({ code }) => (code === 0 ? null : code)) },
  outcomes: { requests: counts(requests, outcomeOf) },
  networks: {
    requests: counts(requests, ({ network }) => network),
  },
});

const addresses = (requests: readonly PlainRequest[]): string[] =>
  rowsOf(
    requests.filter(({ ip }) => ip !== null),
    ({ ip }) => [ip],
    (rows) => [rows.length, some(rows, isFailed), some(rows, isRefused), distinct(rows.map(({ user }) => user))],
  );

/** @param step of the trend, ms. */
export const plainOverview = (requests: readonly PlainRequest[], changes: readonly PlainChange[], step: number): PlainReport => {
  const tries = plainTries(requests);
  const of = (what: string): PlainRequest[] => tries.filter(({ subresource }) => subresource === what);
  const { verbs, users, namespaces, codes, networks } = charts(requests);
  const internet = requests.filter(({ network }) => network === "internet");
  return {
    totals: {
      requests: requests.length,
      ...changeTotals(changes),
      users: distinct(requests.map(({ authenticated }) => authenticated)),
      namespaces: new Set(requests.flatMap(({ namespace }) => (namespace === null ? [] : [namespace]))).size,
      failed: some(requests, isFailed),
      denied: some(requests, isDenied),
      unauthenticated: some(requests, ({ code }) => code === 401),
      internet: internet.length,
      internetDenied: some(internet, isRefused),
      exec: of("exec").length,
      attach: of("attach").length,
      portforward: of("portforward").length,
      deletions: some(requests, isDeletion),
      deprecated: some(requests, ({ isDeprecated }) => isDeprecated),
    },
    charts: { trend: trend(requests, changes, step), verbs, users, namespaces, codes, networks },
    tables: {
      internet: addresses(internet),
      exec: one(of("exec")),
      attach: one(of("attach")),
      portforward: one(of("portforward")),
      deletions: one(requests.filter(isDeletion)),
      denied: one(requests.filter(isDenied)),
      anonymous: one(requests.filter(({ code, user }) => code === 401 || user === "system:anonymous")),
      deprecated: one(requests.filter(({ isDeprecated }) => isDeprecated)),
    },
  };
};

const changed = (changes: readonly PlainChange[], operation: string): string[] =>
  changes.filter(({ change }) => change.operation === operation).map(({ change }) => JSON.stringify([change.auditID]));

/** @param account null: of all accounts. */
export const plainAudit = (
  requests: readonly PlainRequest[],
  changes: readonly PlainChange[],
  step: number,
  account: string | null,
): PlainReport => {
  const { verbs, users, namespaces, outcomes, networks } = charts(requests);
  const changesBy = grouped(changes, ({ change }) => change.actor.user);
  return {
    totals: {
      requests: requests.length,
      ...changeTotals(changes),
      reads: some(requests, isRead),
      failed: some(requests, isFailed),
      denied: some(requests, isDenied),
      namespaces: new Set(requests.flatMap(({ namespace }) => (namespace === null ? [] : [namespace]))).size,
      clients: new Set(requests.flatMap(({ client }) => (client === null ? [] : [client]))).size,
      addresses: new Set(requests.flatMap(({ ip }) => (ip === null ? [] : [ip]))).size,
      internet: some(requests, ({ network }) => network === "internet"),
    },
    charts: { trend: trend(requests, changes, step), ...(account === null ? { users } : {}), verbs, namespaces, outcomes, networks },
    tables:
      account === null
        ? {
            users: rowsOf(
              requests,
              ({ user }) => [user],
              (rows) => [
                rows.length,
                (changesBy.get(JSON.stringify(rows[0]?.user)) ?? []).length,
                some(rows, isRead),
                some(rows, isFailed),
                some(rows, isDenied),
                new Set(rows.flatMap(({ namespace }) => (namespace === null ? [] : [namespace]))).size,
                new Set(rows.flatMap(({ ip }) => (ip === null ? [] : [ip]))).size,
              ],
            ),
          }
        : {
            created: changed(changes, "created"),
            modified: changed(changes, "updated"),
            deleted: changed(changes, "deleted"),
            failures: one(requests.filter(isFailed)),
            clients: rowsOf(
              requests.filter(({ client }) => client !== null),
              ({ client }) => [client],
              (rows) => [rows.length, some(rows, isRead), some(rows, isFailed)],
            ),
            addresses: addresses(requests),
            trail: one(requests),
          },
  };
};

const objectsIn = (requests: readonly PlainRequest[]): number =>
  new Set(
    requests.flatMap(({ group, resource, namespace, name }) => (name === "" ? [] : [JSON.stringify([group, resource, namespace, name])])),
  ).size;

const kindRows = (requests: readonly PlainRequest[], changes: readonly PlainChange[]): string[] =>
  kinds
    .filter(({ mesh }) => mesh !== null)
    .map(({ kind, group }) => {
      const own = requests.filter((request) => request.kind === kind && request.group === group);
      const { created, updated, deleted } = changeTotals(changes.filter(({ object }) => object.kind === kind && object.group === group));
      const users = distinct(own.map(({ authenticated }) => authenticated));
      return JSON.stringify([
        kind,
        group,
        own.length,
        some(own, isWrite),
        created,
        updated,
        deleted,
        some(own, isFailed),
        some(own, isDenied),
        objectsIn(own),
        users,
      ]);
    });

const kindTotals = (requests: readonly PlainRequest[], changes: readonly PlainChange[]) => ({
  requests: requests.length,
  writes: some(requests, isWrite),
  ...changeTotals(changes),
  failed: some(requests, isFailed),
  denied: some(requests, isDenied),
  objects: objectsIn(requests),
  users: distinct(requests.map(({ authenticated }) => authenticated)),
});

const actors = (requests: readonly PlainRequest[]): string[] =>
  rowsOf(
    requests,
    ({ kind, group, user }) => [kind, group, user],
    (rows) => [rows.length, some(rows, isWrite), some(rows, isFailed), some(rows, isDenied)],
  );

const objects = (changes: readonly PlainChange[]): string[] =>
  rowsOf(
    changes,
    ({ object }) => [object.kind, `${object.resource}${object.group === "" ? "" : `.${object.group}`}/${object.name}`, object.namespace],
    (rows) => [
      rows.length,
      did(rows, "created"),
      did(rows, "updated"),
      did(rows, "deleted"),
      distinct(rows.map(({ change }) => change.actor.user)),
    ],
  );

/** Of requests and changes of the main kinds. */
export const plainKinds = (requests: readonly PlainRequest[], changes: readonly PlainChange[], step: number): PlainReport => {
  const { verbs, outcomes, users, namespaces } = charts(requests);
  const byKind = (test: (request: PlainRequest) => boolean): { [at: string]: number } => counts(requests.filter(test), ({ kind }) => kind);
  const perObject = grouped(changes, ({ object }) => object.kind);
  const churn = Object.fromEntries(
    [...perObject].map(([kind, own]) => {
      const there = new Set(own.map(({ object }) => JSON.stringify([object.group, object.namespace, object.name]))).size;
      return [JSON.parse(kind) as string, Math.round((own.length / there) * 100) / 100];
    }),
  );
  const owners = [...grouped(changes, ({ object }) => [object.kind, object.group])].map(([kind, own]) => {
    const by = Object.entries(counts(own, ({ change }) => change.actor.user));
    const most = Math.max(...by.map(([, n]) => n));
    return JSON.stringify([...(JSON.parse(kind) as string[]), most, most / own.length]);
  });
  return {
    totals: kindTotals(requests, changes),
    charts: {
      trend: trend(requests, changes, step),
      verbs,
      outcomes,
      users,
      namespaces,
      kindVerbs: Object.fromEntries(
        ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"].map((verb) => [
          verb,
          byKind((request) => request.verb === verb),
        ]),
      ),
      kindOutcomes: { succeeded: byKind(({ code }) => code > 0 && code < 400), failed: byKind(isFailed) },
      churn: { changes: churn },
    },
    tables: { kinds: kindRows(requests, changes), objects: objects(changes), owners, actors: actors(requests) },
  };
};

/** Of requests and changes of one kind. */
export const plainDetails = (requests: readonly PlainRequest[], changes: readonly PlainChange[], step: number): PlainReport => {
  const { namespaces, outcomes, verbs, users, codes } = charts(requests);
  return {
    totals: { ...kindTotals(requests, changes), succeeded: some(requests, ({ code }) => code > 0 && code < 400) },
    charts: { trend: trend(requests, changes, step), namespaces, outcomes, verbs, users, codes },
    tables: {
      operations: one(requests),
      changes: changes.map(({ change }) => JSON.stringify([change.auditID])),
      failures: one(requests.filter(isFailed)),
      objects: objects(changes),
      actors: actors(requests),
    },
  };
};
