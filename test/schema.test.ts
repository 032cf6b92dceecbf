import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  answerQuery,
  answerReport,
  openSession,
  openSources,
  type ObjectHistory,
  type ObjectQuery,
  type OverviewReport,
  type ReportQuestion,
  type SessionConfig,
} from "@meshaudit/core";
import { afterAll, describe, expect, it } from "vitest";
import { queryRunner } from "../packages/core/src/query-run/testing/query-runner.ts";
import { noFilters } from "../packages/core/src/reports/testing/no-filters.ts";
import { errorsOf } from "./result-schemas.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const query = (name: string | null, namespace: string | null = "bookinfo"): ObjectQuery => ({
  patterns: [{ group: "networking.istio.io", resource: "virtualservices", namespace, name }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});

const reportQuestion = (
  report: ReportQuestion["report"],
  subject: string | null,
  more: Partial<ReportQuestion["filters"]>,
): ReportQuestion => ({
  report,
  subject,
  filters: { ...noFilters, ...more },
  compare: true,
  now: Date.parse("2026-11-24T13:00:00Z"),
  timeZone: "UTC",
});

describe("the public result schema", async () => {
  const config: SessionConfig = {
    sources: await openSources([path("scenarios/bookshop/audit.log.gz")], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  };
  const session = openSession(config);
  const scratch = mkdtempSync(join(tmpdir(), "meshaudit-schema-"));
  afterAll(() => rmSync(scratch, { recursive: true }));
  const runner = { ...queryRunner(scratch), bytes: 1 << 24 };
  const report = (name: ReportQuestion["report"], subject: string | null, more: Partial<ReportQuestion["filters"]> = {}) =>
    answerReport(reportQuestion(name, subject, more), config, runner);
  const at = Date.parse("2026-11-24T12:19:22.822Z");

  it.each([
    ["object-history", () => session.history(query("reviews"))],
    ["object-history", () => session.history(query("never-there"))],
    ["object-history-list", () => session.histories(query(null, null))],
    ["object-blame", () => session.blame(query("details"), null)],
    ["object-diff", () => session.diff(query("reviews"), { kind: "last" })],
    ["change-states", () => session.states(query("reviews"), "~0")],
    ["change-states", () => session.states(query("checkout", "payments"), "~0")],
    ["deleted-objects", () => session.deleted(query(null, null))],
    ["object-version", () => session.version(query("reviews"), at)],
    ["object-version", () => session.restore(query("checkout", "payments"), null)],
    ["change-set", () => session.whatChanged({ at, from: at - 60_000, to: at, namespace: null, allKinds: true })],
    ["query-result", () => answerQuery({ text: "reviews", now: at, from: null, to: null, timeZone: "UTC" }, config, runner)],
    [
      "query-result",
      () =>
        answerQuery(
          { text: "* | SELECT verb, count(1) AS n FROM log GROUP BY verb", now: at, from: null, to: null, timeZone: "UTC" },
          config,
          runner,
        ),
    ],
    ["overview-report", () => report("overview", null, { from: "2026-11-24T12:19:00Z", network: { range: "127.0.0.0/8" } })],
    ["operation-audit-report", () => report("operation-audit", null)],
    ["operation-audit-report", () => report("operation-audit", "alice@example.com", { from: "2026-11-24T12:19:00Z" })],
    ["operation-overview-report", () => report("operation-overview", null)],
    ["operation-details-report", () => report("operation-details", "vs", { network: "intranet" })],
  ])("%s holds for real answers", { timeout: 30_000 }, async (schema, ask) => {
    expect(errorsOf(schema, (await ask()).result)).toEqual([]);
  });

  it("misses no property: one that is left out is an error", async () => {
    const history = (await session.history(query("reviews"))).result as ObjectHistory;
    const { risks: _, ...change } = history.changes[0] ?? { risks: [] };
    expect(errorsOf("object-history", { ...history, changes: [change] })).toEqual([
      expect.objectContaining({ params: { missingProperty: "risks" } }),
    ]);
  });

  it("misses no total of a report either", async () => {
    const { result } = await report("overview", null);
    const { exec: _, ...totals } = result.totals as OverviewReport["totals"];
    expect(errorsOf("overview-report", { ...result, totals })).toEqual([expect.objectContaining({ params: { missingProperty: "exec" } })]);
  });
});
