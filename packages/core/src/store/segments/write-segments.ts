import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import { sqlName } from "../engine/sql-text.ts";
import type { StorePaths } from "../layout.ts";
import { partitionColumn } from "../columns/columns.ts";
import { rowsOfLines } from "../columns/rows-sql.ts";
import { describeRows, type RowsSummary } from "./describe-rows.ts";
import { placeSegment } from "./place-segment.ts";
import { openStretchFile, type StoredLines } from "./stretch-file.ts";
import { writeSorted } from "./write-sorted.ts";

/** A segment that is on the disk for good, and no part of the table before it is committed. */
export interface WrittenSegment extends RowsSummary {
  /** From the logstore on, as on the disk. */
  path: string;
  /** The day of all its events. */
  dt: string;
  /** Bytes. */
  size: number;
  /** Of its bytes, in hex. */
  sha256: string;
}

/** What sealing needs. */
export interface WriteSegments {
  disk: Disk;
  engine: Engine;
  paths: StorePaths;
  /** Hands over stored events that follow one another. */
  lines(onLines: (lines: StoredLines) => void): Promise<unknown>;
  /** Numbers of those that are not plain, see `isPlain`; without it each is looked at once more. */
  oddSeqs?: ReadonlySet<number>;
}

/** Bytes of memory, at most, for each byte of the longest event: it is held as text, as JSON and as values at once. */
const memoryOfLongest = 16;

/** Makes segments of a stretch of the journal, one for each day in it, in the order of days. */
export const writeSegments = ({ disk, engine, paths, lines, oddSeqs }: WriteSegments): Promise<WrittenSegment[]> =>
  engine.inScratch(async (folder) => {
    const scratch = join(folder, "lines.ndjson");
    const file = openStretchFile(scratch, oddSeqs ?? null);
    let extent: ReturnType<typeof file.close>;
    try {
      await lines((some) => file.add(some));
    } finally {
      extent = file.close();
    }
    if (extent.events === 0) return [];
    const { longest } = extent;
    const memoryMB = Math.ceil((longest * memoryOfLongest) / 1_000_000);
    return await engine.withMemory(memoryMB, () =>
      engine.together(async (one) => {
        await one.run(`CREATE TEMP TABLE sealed AS ${rowsOfLines(scratch, longest)}`);
        const days = await one.rows(`SELECT DISTINCT ${sqlName(partitionColumn)} FROM sealed ORDER BY 1`);
        const written: WrittenSegment[] = [];
        for (const [day] of days) {
          const dt = String(day);
          const source = `(FROM sealed WHERE ${sqlName(partitionColumn)} = '${dt}')`;
          const summary = await describeRows(one, source);
          const parquet = join(folder, "segment.parquet");
          await writeSorted(one, source, parquet);
          written.push({ dt, ...summary, ...(await placeSegment(disk, paths, dt, summary.firstSeq, parquet)) });
        }
        const events = written.reduce((sum, segment) => sum + segment.events, 0);
        if (events !== extent.events) throw new Error(`${events} of ${extent.events} events were sealed`);
        return written;
      }),
    );
  });
