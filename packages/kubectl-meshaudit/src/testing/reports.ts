import type { OverviewReport, Report, ReportChart, ReportTable } from "@meshaudit/core";

const totals: OverviewReport["totals"] = {
  requests: 2501,
  created: 35,
  updated: 41,
  deleted: 12,
  users: 14,
  namespaces: 9,
  failed: 88,
  denied: 60,
  unauthenticated: 2,
  internet: 120,
  internetDenied: 8,
  exec: 3,
  attach: 0,
  portforward: 1,
  deletions: 12,
  deprecated: 4,
};

const trend: ReportChart = {
  id: "trend",
  title: "Requests over time",
  type: "trend",
  query: "* | SELECT date_trunc('minute', time) AS minute, count(*) FROM requests GROUP BY minute",
  series: [
    { name: "succeeded", points: [5, 0, 80, 12].map((y, index) => ({ x: `2026-11-24T12:0${index}:00Z`, y })) },
    { name: "failed", points: [{ x: "2026-11-24T12:02:00Z", y: 1 }] },
  ],
};

const countries: ReportChart = {
  id: "countries",
  title: "Access by country",
  type: "map",
  query: "* | SELECT country, count(*) FROM requests GROUP BY country",
  series: [{ name: "requests", points: ["DE", "US", "", "XX"].map((x, index) => ({ x, y: 100 - 30 * index })) }],
};

const verbs: ReportChart = {
  id: "kinds",
  title: "Operations by kind",
  type: "bars",
  query: "* | SELECT kind, count(*) FROM requests GROUP BY kind",
  series: [
    {
      name: "succeeded",
      points: [
        { x: "VirtualService", y: 120 },
        { x: "Gateway", y: 1 },
      ],
    },
    { name: "failed", points: [{ x: "VirtualService", y: 20 }] },
  ],
};

/** A table of deletions by whoever. */
export const deletionsBy = (...users: string[]): ReportTable => ({
  id: "deletions",
  title: "Deletions",
  query: "verb: delete | SELECT time, user FROM requests",
  columns: [
    { name: "time", title: "Time", type: "time" },
    { name: "user", title: "User", type: "user" },
    { name: "object", title: "Object", type: "object" },
    { name: "share", title: "Share", type: "share" },
    { name: "code", title: "Code", type: "code" },
    { name: "request", title: "Request", type: "request" },
  ],
  rows: users.map((user, index) => ({
    time: "2026-11-24T12:01:02Z",
    user,
    object: "virtualservices.networking.istio.io/reviews",
    share: index / 3,
    code: index % 2 === 0 ? 200 : 403,
    request: "5b0d8ef6-4a1c-4b6e-9c5e-1b8f6c1f0a11",
  })),
  cut: false,
});

/** An overview, of nothing unless its parts are given. */
export const overview = (parts: Partial<OverviewReport> = {}): Report => ({
  apiVersion: "meshaudit.io/v1",
  kind: "OverviewReport",
  searched: {
    sources: ["audit.log"],
    bytes: 1_000_000,
    from: "2026-11-24T12:00:00Z",
    to: "2026-11-24T12:04:00Z",
    parsed: 5000,
    duplicate: 0,
    rejected: 0,
    levels: ["Metadata"],
    everyLineParsed: true,
  },
  filters: { from: null, to: null, namespace: null, by: null, kind: null, outcome: "any", code: null, network: null, system: true },
  totals,
  before: null,
  charts: [trend, verbs, countries],
  tables: [
    deletionsBy("alice@example.com", "system:serviceaccount:argocd:argocd-application-controller", "carol@example.com"),
    { ...deletionsBy(), id: "attach", title: "Attach" },
  ],
  ...parts,
});
