import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import { sqlName, sqlPaths } from "../engine/sql-text.ts";
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
  /** The days of all of them, when they are known. */
  days?: readonly string[];
  /** All of them as a file for DuckDB has them; else they are read from `lines`. */
  ready?: { path: string; events: number; longest: number } | null;
}

/** Bytes of memory, at most, for each byte of the longest event: it is held as text, as JSON and as values at once. */
const memoryOfLongest = 16;

/** What is to be sealed is sealed: rather with more memory than was planned than not at all. */
const plentyMB = 1024;

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && error.message.includes("Out of Memory Error");

/** Makes segments of a stretch of the journal, one for each day in it, in the order of days. */
export const writeSegments = ({ disk, engine, paths, lines, oddSeqs, days, ready }: WriteSegments): Promise<WrittenSegment[]> =>
  engine.inScratch(async (folder) => {
    const stretch = ready ?? (await writeStretch(join(folder, "lines.ndjson"), lines, oddSeqs ?? null));
    if (stretch.events === 0) return [];
    const { path, longest } = stretch;
    const memoryMB = Math.ceil((longest * memoryOfLongest) / 1_000_000);
    const rows = rowsOfLines(path, longest);
    const write = async (one: Pick<Engine, "run" | "rows">, dt: string, source: string): Promise<WrittenSegment> => {
      // A name of its own: DuckDB would read what it remembers of another file that had this one.
      const parquet = join(folder, `${dt}.parquet`);
      await writeSorted(one, source, parquet);
      const summary = await describeRows(one, `read_parquet(${sqlPaths([parquet])}, hive_partitioning = false)`);
      return { dt, ...summary, ...(await placeSegment(disk, paths, dt, summary.firstSeq, parquet)) };
    };
    const writeAll = async (one: Pick<Engine, "run" | "rows">): Promise<WrittenSegment[]> => {
      const [day, ...others] = days ?? [];
      if (day === undefined || others.length > 0) return await writeDays(one, rows, write);
      return [await write(one, day, `(${rows})`)];
    };
    // A second thread takes a third more time of the processor, and memory, from whoever hands over the next stretch.
    const writeWith = (mb: number): Promise<WrittenSegment[]> =>
      engine.withOneThread(() => engine.withMemory(mb, () => engine.together(writeAll)));
    const written = await writeWith(memoryMB).catch((error: unknown) => {
      if (!isOutOfMemory(error)) throw error;
      return writeWith(Math.max(memoryMB, plentyMB));
    });
    const events = written.reduce((sum, segment) => sum + segment.events, 0);
    if (events !== stretch.events) throw new Error(`${events} of ${stretch.events} events were sealed`);
    return written;
  });

const writeStretch = async (
  path: string,
  lines: WriteSegments["lines"],
  oddSeqs: ReadonlySet<number> | null,
): Promise<{ path: string; events: number; longest: number }> => {
  const file = openStretchFile(path, oddSeqs);
  let extent: ReturnType<typeof file.close>;
  try {
    await lines((some) => file.add(some));
  } finally {
    extent = file.close();
  }
  return { path, ...extent };
};

/** Rows of several days are read once. */
const writeDays = async (
  one: Pick<Engine, "run" | "rows">,
  rows: string,
  write: (one: Pick<Engine, "run" | "rows">, dt: string, source: string) => Promise<WrittenSegment>,
): Promise<WrittenSegment[]> => {
  await one.run(`CREATE TEMP TABLE sealed AS ${rows}`);
  const written: WrittenSegment[] = [];
  for (const [day] of await one.rows(`SELECT DISTINCT ${sqlName(partitionColumn)} FROM sealed ORDER BY 1`)) {
    const dt = String(day);
    written.push(await write(one, dt, `(FROM sealed WHERE ${sqlName(partitionColumn)} = '${dt}')`));
  }
  return written;
};
