import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import { sqlPaths, sqlText } from "../engine/sql-text.ts";
import type { StorePaths } from "../layout.ts";
import { tableColumns } from "../columns/rows-sql.ts";
import { describeRows } from "./describe-rows.ts";
import { placeSegment } from "./place-segment.ts";
import type { WrittenSegment } from "./write-segments.ts";
import { parquetFormat, writeSorted } from "./write-sorted.ts";

/** What joining segments needs. */
export interface CompactSegments {
  disk: Disk;
  engine: Engine;
  paths: StorePaths;
  /** The day of all of them. */
  dt: string;
  segments: readonly Pick<WrittenSegment, "path" | "events">[];
  /** Rows of a segment, at most. */
  maxEvents?: number;
}

/** Some 35 MB of events of an API server. */
export const usualMaxEvents = 1_000_000;

/** Joins segments of a day into as few as there may be, with the same rows. Throws when rows went missing or came on top. */
export const compactSegments = ({
  disk,
  engine,
  paths,
  dt,
  segments,
  maxEvents = usualMaxEvents,
}: CompactSegments): Promise<WrittenSegment[]> =>
  engine.inScratch(async (folder) => {
    const files = segments.map(({ path }) => join(paths.logstore, path));
    const joined = join(folder, "joined.parquet");
    await engine.withOneThread(() => writeSorted(engine, `read_parquet(${sqlPaths(files)}, hive_partitioning = false)`, joined));
    const events = segments.reduce((sum, segment) => sum + segment.events, 0);
    const parts = Math.ceil(events / maxEvents);
    const written: WrittenSegment[] = [];
    for (let part = 0; part < parts; part++) {
      const file = parts === 1 ? joined : join(folder, `part-${part}.parquet`);
      if (parts > 1) await copyPart(engine, joined, file, Math.floor((part * events) / parts), Math.floor(((part + 1) * events) / parts));
      const summary = await describeRows(engine, `read_parquet(${sqlPaths([file])}, hive_partitioning = false)`);
      written.push({ dt, ...summary, ...(await placeSegment(disk, paths, dt, summary.firstSeq, file)) });
    }
    const after = written.reduce((sum, segment) => sum + segment.events, 0);
    if (after !== events) throw new Error(`${after} events after joining ${events}`);
    return written;
  });

/** Rows `from` to below `to` of a file, in its order. */
const copyPart = (engine: Engine, file: string, part: string, from: number, to: number): Promise<void> =>
  engine.run(
    `COPY (SELECT ${tableColumns()} FROM read_parquet(${sqlPaths([file])}, file_row_number = true) ` +
      `WHERE file_row_number >= ${from} AND file_row_number < ${to} ORDER BY file_row_number) TO ${sqlText(part)} (${parquetFormat})`,
  );
