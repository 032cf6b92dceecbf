import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actorOf } from "../enrich/actor.ts";
import { foldKey } from "../history/request.ts";
import { kindOf } from "../kinds/kinds.ts";
import { stages, type AuditEvent } from "../model/audit-event.ts";
import { randomEvents } from "../reports/testing/random-events.ts";
import { openSources } from "../sources/open-sources.ts";
import { realLines } from "../testing/real-log.ts";
import { answerQuery } from "./answer-query.ts";
import type { QueryRunner } from "./over-tables.ts";
import { queryRunner } from "./testing/query-runner.ts";

let scratch: string;
let runner: QueryRunner;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "meshaudit-requests-"));
  runner = queryRunner(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

const trustedProxies = ["8.8.8.0/24"];

const columns = ["id", "kind", "stage", "actor.user", "actor.impersonatedBy", "actor.type", "actor.client", "actor.command", "actor.ip"];

/** The rows of `requests`, as JSON, in no order. */
const rowsOf = async (events: readonly AuditEvent[]): Promise<string[]> => {
  const path = join(scratch, `log-${Math.random()}.log`);
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  const config = {
    sources: await openSources([path], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies,
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  };
  const text = `* | SELECT ${columns.join(", ")} FROM requests`;
  const { result } = await answerQuery({ text, now: 0, from: null, to: null, timeZone: "UTC" }, config, runner);
  return result.rows.map((row) => JSON.stringify(columns.map((column) => row[column]))).sort();
};

/** The same by the functions that histories are made with. */
const told = (events: readonly AuditEvent[]): string[] => {
  const finals = new Map<string, AuditEvent>();
  for (const event of events) {
    const other = finals.get(foldKey(event));
    if (other === undefined || stages.indexOf(event.stage) > stages.indexOf(other.stage)) finals.set(foldKey(event), event);
  }
  return [...finals]
    .map(([key, event]) => {
      const { user, impersonatedBy, type, client, ip } = actorOf(event, { trustedProxies });
      const id = createHash("sha256").update(key).digest("hex").slice(0, 16);
      const kind = kindOf(event.objectRef?.apiGroup ?? "", event.objectRef?.resource ?? "");
      const name = kind === null || kind.mesh === null ? null : kind.kind;
      return JSON.stringify([id, name, event.stage, user, impersonatedBy, type, client?.name ?? null, client?.command ?? null, ip]);
    })
    .sort();
};

const idOf = (row: string): string => (JSON.parse(row) as [string])[0];
const withoutId = (row: string): string => JSON.stringify((JSON.parse(row) as unknown[]).slice(1));

describe("requests", { timeout: 120_000 }, () => {
  it("are those of a real log, folded, by whom histories have them", async () => {
    const events = realLines.map((line) => JSON.parse(line.toString()) as AuditEvent);
    expect(await rowsOf(events)).toEqual(told(events));
  });

  it("are so whatever the events", async () => {
    await fc.assert(
      fc.asyncProperty(randomEvents, async (events) => {
        const rows = await rowsOf(events);
        expect(rows.map(withoutId).sort()).toEqual(told(events).map(withoutId).sort());
        expect(new Set(rows.map(idOf)).size).toBe(rows.length);
      }),
      { numRuns: 8 },
    );
  });
});
