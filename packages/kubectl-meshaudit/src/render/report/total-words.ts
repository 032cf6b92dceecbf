import type { Report } from "@meshaudit/core";

type Total = { [kind in Report["kind"]]: keyof Extract<Report, { kind: kind }>["totals"] }[Report["kind"]];

/** What each total counts, for one and for many. */
const totalWords: { [total in Total]: readonly [one: string, many: string] } = {
  requests: ["request", "requests"],
  users: ["user", "users"],
  namespaces: ["namespace", "namespaces"],
  clients: ["client", "clients"],
  addresses: ["address", "addresses"],
  objects: ["object", "objects"],
  reads: ["read", "reads"],
  writes: ["write", "writes"],
  created: ["created", "created"],
  updated: ["updated", "updated"],
  deleted: ["deleted", "deleted"],
  succeeded: ["succeeded", "succeeded"],
  failed: ["failed", "failed"],
  denied: ["denied", "denied"],
  unauthenticated: ["unauthenticated", "unauthenticated"],
  internet: ["via Internet", "via Internet"],
  internetDenied: ["of these denied", "of these denied"],
  exec: ["exec", "exec"],
  attach: ["attach", "attach"],
  portforward: ["port-forward", "port-forwards"],
  deletions: ["deletion", "deletions"],
  deprecated: ["deprecated", "deprecated"],
};

/** The totals in groups of what belongs together, a line each where there is room. */
const groups: readonly (readonly Total[])[] = [
  ["requests", "reads", "writes", "users", "objects", "namespaces", "clients", "addresses"],
  ["created", "updated", "deleted"],
  ["succeeded", "failed", "denied", "unauthenticated"],
  ["internet", "internetDenied"],
  ["exec", "attach", "portforward"],
  ["deletions", "deprecated"],
];

/** Totals that tell of trouble when there are any. */
const troubles: ReadonlySet<Total> = new Set(["failed", "denied", "unauthenticated", "internetDenied"]);

export interface ShownTotal {
  name: Total;
  amount: number;
  /** The same in the span before; null when that was not asked for. */
  before: number | null;
  words: string;
  isTrouble: boolean;
}

/** The totals of a report, in groups; only those that it has. */
export const totalsOf = (report: Report): ShownTotal[][] => {
  const totals: Partial<Record<Total, number>> = report.totals;
  const before: Partial<Record<Total, number>> = report.before?.totals ?? {};
  return groups
    .map((names) =>
      names.flatMap((name): ShownTotal[] => {
        const amount = totals[name];
        if (amount === undefined) return [];
        const [one, many] = totalWords[name];
        return [{ name, amount, before: before[name] ?? null, words: amount === 1 ? one : many, isTrouble: troubles.has(name) }];
      }),
    )
    .filter((group) => group.length > 0);
};
