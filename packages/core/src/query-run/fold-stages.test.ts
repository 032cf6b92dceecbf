import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { stages } from "../model/audit-event.ts";
import { foldStages, rowsOf } from "./fold-stages.ts";
import { sharedSql } from "./request-sql.ts";

const event = fc.record({
  stage: fc.constantFrom(...stages),
  auditID: fc.constantFrom(..."abcdefghijkl"),
  second: fc.constantFrom(0, 0, 0, 1),
  verb: fc.constantFrom("get", "get", "get", "get", "list"),
});

it("finds the last event of each request, whether all are folded or only those that share an auditID", async () => {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30, size: "max" }), async (events) => {
      const rows = events.map(
        ({ stage, auditID, second, verb }, seq) =>
          `(${seq}, '${stage}', '${auditID}', TIMESTAMPTZ '2026-11-24 12:00:0${second}+00', 'alice', '${verb}', '/')`,
      );
      await connection.run(
        `CREATE OR REPLACE TABLE log AS FROM (VALUES ${rows.join(", ")}) AS t(seq, "stage", "auditID", "requestReceivedTimestamp", "user.username", "verb", "requestURI")`,
      );
      await connection.run("ALTER TABLE log ALTER seq TYPE BIGINT");
      const last = new Map<string, number>();
      const rank = (seq: number | undefined): number => (seq === undefined ? -1 : stages.indexOf(events[seq]?.stage ?? "Panic"));
      for (const [seq, { auditID, second, verb, stage }] of events.entries()) {
        const request = `${auditID} ${second} ${verb}`;
        if (stages.indexOf(stage) > rank(last.get(request))) last.set(request, seq);
      }
      for (const foldable of ["all", "shared"] as const) {
        if (foldable === "shared") await connection.run(sharedSql);
        const condition = await foldStages(connection, foldable);
        const found = await rowsOf(connection, `SELECT seq FROM log WHERE ${condition} ORDER BY seq`);
        await connection.run("DROP TABLE IF EXISTS exceptions");
        expect(found.map(([seq]) => Number(seq))).toStrictEqual([...last.values()].toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 40 },
  );
  connection.closeSync();
});
