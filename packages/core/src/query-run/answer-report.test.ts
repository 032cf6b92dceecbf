import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMesh, kinds } from "../kinds/kinds.ts";
import { meshPatterns } from "../kinds/mesh-patterns.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { plainAudit, plainDetails, plainKinds, plainOverview, type PlainReport } from "../reports/testing/plain-report.ts";
import { isChosen, isChosenChange, plainRequests, type PlainChange, type PlainRequest } from "../reports/testing/plain-requests.ts";
import { randomEvents, randomFilters } from "../reports/testing/random-events.ts";
import { sortedNumbers, toldNumbers } from "../reports/testing/told-numbers.ts";
import type { OperationAuditReport, Report, ReportFilters, ReportQuestion } from "../reports/report.ts";
import { micros } from "../model/time.ts";
import { realDisk } from "../store/disk/real-disk.ts";
import { createProject, defaultRetention } from "../store/project.ts";
import { sourceOfProject } from "../store-source.ts";
import { openSession, type SessionConfig } from "../session.ts";
import { openSources } from "../sources/open-sources.ts";
import { realLines, realLog } from "../testing/real-log.ts";
import { answerQuery } from "./answer-query.ts";
import { answerReport } from "./answer-report.ts";
import type { QueryRunner } from "./over-tables.ts";
import { queryRunner } from "./testing/query-runner.ts";
import { noFilters } from "../reports/testing/no-filters.ts";

let scratch: string;
let runner: QueryRunner;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "meshaudit-reports-"));
  runner = queryRunner(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

const now = Date.parse("2026-11-25T00:00:00Z");

const asked = (report: ReportQuestion["report"], subject: string | null = null, filters: Partial<ReportFilters> = {}): ReportQuestion => ({
  report,
  subject,
  filters: { ...noFilters, ...filters },
  compare: false,
  now,
  timeZone: "UTC",
});

const overLog = async (log: string | Buffer): Promise<SessionConfig> => {
  const path = join(scratch, `log-${Math.random()}.log`);
  writeFileSync(path, log);
  return {
    sources: await openSources([path], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  };
};

const linesOf = (events: readonly AuditEvent[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join("");

/** The mesh's changes as histories have them. */
const changesIn = async (config: SessionConfig): Promise<PlainChange[]> => {
  const query = { patterns: meshPatterns(null), labels: null, from: null, to: null, by: null, attempts: false };
  const { items } = (await openSession(config).histories(query)).result;
  return items.flatMap(({ object, changes }) => changes.map((change) => ({ object, change })));
};

const stepOf = ({ charts }: Report): number => (charts.some(({ title }) => title === "By minute") ? 60_000 : 3_600_000);

/** Each report's question, and the same by plain counting. */
const plainly = (
  report: Report,
  { report: name, subject, filters }: ReportQuestion,
  events: readonly AuditEvent[],
  changed: readonly PlainChange[],
): PlainReport => {
  const isAbout = ({ user, impersonatedBy }: { user: string; impersonatedBy: string | null }): boolean =>
    name !== "operation-audit" || subject === null || user === subject || impersonatedBy === subject;
  const requests = plainRequests(events).filter((request) => isChosen(request, filters) && isAbout(request));
  const changes = changed.filter((change) => isChosenChange(change, filters) && isAbout(change.change.actor));
  const step = stepOf(report);
  const ofKind = subject === null ? (kind: string | null) => kind !== null : (kind: string | null) => kind === "VirtualService";
  const own = requests.filter(({ kind }) => ofKind(kind));
  const ownChanges = changes.filter(({ object }) => ofKind(object.kind));
  if (name === "overview") return plainOverview(requests, changes, step);
  if (name === "operation-audit") return plainAudit(requests, changes, step, subject);
  return name === "operation-overview" ? plainKinds(own, ownChanges, step) : plainDetails(own, ownChanges, step);
};

const real = realLines.map((line) => JSON.parse(line.toString()) as AuditEvent);

describe("a report", { timeout: 120_000 }, () => {
  it.each([
    asked("overview"),
    asked("overview", null, { system: false, from: "2026-11-24T12:19:00Z", to: "2026-11-24T12:19:20Z" }),
    asked("operation-audit"),
    asked("operation-audit", "alice@example.com"),
    asked("operation-audit", "kubernetes-admin", { outcome: "failed" }),
    asked("operation-overview"),
    asked("operation-details", "vs"),
    asked("operation-details", "VirtualService", { namespace: "bookinfo", system: false }),
  ])("of a real log has the numbers that plain counting gives: $report $subject $filters", async (question) => {
    const config = await overLog(realLog);
    const { result } = await answerReport(question, config, runner);
    const counted = plainly(result, question, real, await changesIn(config));
    expect(result.totals.requests).toBeGreaterThan(0);
    // Longer tables are cut, as they say.
    for (const { id, cut } of result.tables) if (cut) delete counted.tables[id];
    expect(toldNumbers(result, counted)).toEqual(sortedNumbers(counted));
  });

  it.each([
    ["overview", null],
    ["operation-audit", null],
    ["operation-audit", "alice@example.com"],
    ["operation-overview", null],
    ["operation-details", "vs"],
  ] as const)("of random events has them too: %s %s", async (name, subject) => {
    await fc.assert(
      fc.asyncProperty(randomEvents, randomFilters, async (events, filters) => {
        const question = asked(name, subject, filters);
        const config = await overLog(linesOf(events));
        const { result } = await answerReport(question, config, runner);
        const counted = plainly(result, question, events, await changesIn(config));
        for (const { id, cut } of result.tables) if (cut) delete counted.tables[id];
        expect(toldNumbers(result, counted)).toEqual(sortedNumbers(counted));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe("a report's queries", { timeout: 60_000 }, () => {
  it.each([
    asked("overview", null, { from: "2026-11-24T12:19:00Z", to: "2026-11-24T12:19:21.5Z", system: false }),
    asked("operation-audit", "alice@example.com"),
    asked("operation-details", "vs", { namespace: "bookinfo" }),
  ])("give its numbers when they are asked alone: $report", async (question) => {
    const config = await overLog(realLog);
    const { result } = await answerReport(question, config, runner);
    const { from, to } = question.filters;
    const ask = async (text: string) => {
      const span = { from: from === null ? null : Date.parse(from), to: to === null ? null : Date.parse(to) };
      return (await answerQuery({ text, now, ...span, timeZone: "UTC" }, config, runner)).result;
    };
    for (const { id, query, rows } of result.tables.filter(({ cut }) => !cut).slice(0, 3))
      expect([id, (await ask(query)).rows]).toEqual([id, rows]);
    for (const { id, query, series } of result.charts.filter(({ type }) => type !== "trend").slice(0, 3)) {
      const { columns, rows } = await ask(query);
      const [at = "", ...values] = columns.map(({ name }) => name);
      const told = values.map((name) => ({ name, points: rows.map((row) => ({ x: String(row[at]), y: row[name] })) }));
      expect([id, told]).toEqual([id, series]);
    }
  });
});

describe("an operation audit", { timeout: 60_000 }, () => {
  const about = async (subject: string, filters: Partial<ReportFilters> = {}) => {
    const answer = await answerReport(asked("operation-audit", subject, filters), await overLog(realLog), runner);
    return { ...answer, result: answer.result as OperationAuditReport };
  };
  const requestsBy = (test: (request: PlainRequest) => boolean): number => plainRequests(real).filter(test).length;

  it("is of a service account by its short name", async () => {
    const user = "system:serviceaccount:argocd:argocd-application-controller";
    const { result, seen } = await about("argocd/argocd-application-controller");
    expect(seen).toBe(true);
    expect(result.user).toBe(user);
    expect(result.totals.requests).toBe(requestsBy((request) => request.user === user));
  });

  it("is of a group's members", async () => {
    const { result, notes } = await about("system:masters");
    expect(result.totals.requests).toBe(requestsBy(({ groups }) => groups.includes("system:masters")));
    expect(result.totals.requests).toBeGreaterThan(0);
    expect(notes).toContainEqual(expect.stringContaining("is a group"));
  });

  it("names accounts near one that never was, and is empty", async () => {
    const { result, seen, near } = await about("alise@example.com");
    expect({ seen, near: near[0], requests: result.totals.requests, firstSeen: result.firstSeen }).toEqual({
      seen: false,
      near: "alice@example.com",
      requests: 0,
      firstSeen: null,
    });
  });

  it("tells when the account was first and last seen, whatever the span", async () => {
    const own = plainRequests(real).filter(({ user }) => user === "alice@example.com");
    const { result } = await about("alice@example.com", { from: "2026-11-24T12:19:20Z" });
    const times = own.map(({ time }) => time).toSorted((a, b) => a - b);
    expect([micros(result.firstSeen ?? ""), micros(result.lastSeen ?? "")]).toEqual([times[0], times.at(-1)]);
  });

  it("tells what it did for the first time, and nothing of who has no past", async () => {
    const from = "2026-11-24T12:19:12Z";
    const rowsOf = (report: OperationAuditReport) => report.tables.find(({ id }) => id === "unusual")?.rows ?? [];
    const own = plainRequests(real).filter(({ user, impersonatedBy }) => [user, impersonatedBy].includes("alice@example.com"));
    const isPast = ({ time }: PlainRequest): boolean => time < micros(from);
    const news = (of: (request: PlainRequest) => string | null): number => {
      const before = new Set(own.filter(isPast).map(of));
      const fresh = own.filter((request) => !isPast(request)).map(of);
      return new Set(fresh.filter((value) => value !== null && !before.has(value))).size;
    };
    const resource = ({ resource: name, group }: PlainRequest): string | null =>
      name === null ? null : group === "" ? name : `${name}.${group}`;
    const { result } = await about("alice@example.com", { from });
    const counted = [
      resource,
      ({ namespace }: PlainRequest) => namespace,
      ({ verb }: PlainRequest) => verb,
      ({ client }: PlainRequest) => client,
      ({ ip }: PlainRequest) => ip,
    ];
    expect(rowsOf(result)).toHaveLength(counted.reduce((sum, of) => sum + news(of), 0));
    expect(rowsOf(result).length).toBeGreaterThan(0);
    expect(rowsOf((await about("alice@example.com", { from: "2026-11-24T00:00:00Z" })).result)).toEqual([]);
  });
});

describe("a report of little", { timeout: 60_000 }, () => {
  const one = real.slice(0, 1);
  const reports = [
    asked("overview"),
    asked("operation-audit"),
    asked("operation-audit", "bob@example.com"),
    asked("operation-overview"),
    asked("operation-details", "vs"),
  ];

  it.each(reports)("is one of one event: $report $subject", async (question) => {
    const { result } = await answerReport(question, await overLog(linesOf(one)), runner);
    expect(result.totals.requests).toBe(
      question.report === "overview" || (question.report === "operation-audit" && question.subject === null) ? 1 : 0,
    );
    if (result.kind === "OperationOverviewReport") expect(result.tables[0]?.rows.length).toBe(kinds.filter(isMesh).length);
  });

  it.each(reports)("is empty of an empty store: $report $subject", async (question) => {
    const folder = mkdtempSync(join(scratch, "store-"));
    const project = await createProject(realDisk(), {
      root: folder,
      meshId: "empty",
      retention: defaultRetention,
      at: now,
      redactionKey: new Uint8Array(32),
      suffix: "",
    });
    const source = sourceOfProject("empty", project, { disk: realDisk(), engine: null });
    const { result } = await answerReport(question, { ...(await overLog(linesOf(one))), sources: [source] }, runner);
    expect(Object.values<number>(result.totals).every((total) => total === 0)).toBe(true);
  });

  it("is empty of a span without events, and says so", async () => {
    const { result, notes } = await answerReport(asked("overview", null, { to: "2020-01-01T00:00:00Z" }), await overLog(realLog), runner);
    expect(Object.values<number>(result.totals).every((total) => total === 0)).toBe(true);
    expect(notes).toContainEqual(expect.stringContaining("no request"));
  });
});

describe("the span before", { timeout: 60_000 }, () => {
  it("is as long, right before, and has its own totals", async () => {
    const question = { ...asked("overview", null, { from: "2026-11-24T12:19:10Z", to: "2026-11-24T12:19:20Z" }), compare: true };
    const { result } = await answerReport(question, await overLog(realLog), runner);
    const span = { from: "2026-11-24T12:18:59.999999Z", to: "2026-11-24T12:19:09.999999Z" };
    expect(result.before).toMatchObject(span);
    const alone = await answerReport(asked("overview", null, span), await overLog(realLog), runner);
    expect(result.before?.totals).toEqual(alone.result.totals);
  });
});
