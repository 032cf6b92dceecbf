import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meshPatterns } from "../kinds/mesh-patterns.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { plainAudit, plainDetails, plainKinds, plainOverview, type PlainReport } from "../reports/testing/plain-report.ts";
import { isChosen, isChosenChange, plainRequests, type PlainChange } from "../reports/testing/plain-requests.ts";
import { randomEvents, randomFilters } from "../reports/testing/random-events.ts";
import { sortedNumbers, toldNumbers } from "../reports/testing/told-numbers.ts";
import type { Report, ReportFilters, ReportQuestion } from "../reports/report.ts";
import { openSession, type SessionConfig } from "../session.ts";
import { openSources } from "../sources/open-sources.ts";
import { realLines, realLog } from "../testing/real-log.ts";
import { answerReport } from "./answer-report.ts";
import type { QueryRunner } from "./over-tables.ts";

let scratch: string;
let runner: QueryRunner;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "meshaudit-reports-"));
  const child = {
    command: process.execPath,
    args: ["--conditions=meshaudit-source", fileURLToPath(new URL("query-child.ts", import.meta.url))],
    env: {},
  };
  runner = { child, scratch, threads: 1, memoryLimitMB: 512, millis: 60_000, bytes: 64 << 20 };
});
afterAll(() => rmSync(scratch, { recursive: true }));

const all: ReportFilters = {
  from: null,
  to: null,
  namespace: null,
  by: null,
  kind: null,
  outcome: "any",
  code: null,
  network: null,
  system: true,
};

const now = Date.parse("2026-11-25T00:00:00Z");

const asked = (report: ReportQuestion["report"], subject: string | null = null, filters: Partial<ReportFilters> = {}): ReportQuestion => ({
  report,
  subject,
  filters: { ...all, ...filters },
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
      { numRuns: 5 },
    );
  });
});
