import { access } from "node:fs/promises";
import { join } from "node:path";
import type { AuditEvent } from "../../model/audit-event.ts";
import { MeshauditError } from "../../model/error.ts";
import { eventOfRow } from "../columns/event-of-row.ts";
import { eventValues } from "../columns/rows-sql.ts";
import type { Engine } from "../engine/duckdb.ts";
import { sqlPaths } from "../engine/sql-text.ts";
import type { StorePaths } from "../layout.ts";
import type { WrittenSegment } from "./write-segments.ts";

/** A condition over the table's columns, with what stands for each `?`. */
export interface RowCondition {
  sql: string;
  parameters: (string | number)[];
}

/** An event with its number. */
export interface NumberedEvent {
  seq: number;
  event: AuditEvent;
}

type Segment = Pick<WrittenSegment, "path" | "firstSeq" | "nextSeq">;

/**
 * Stored events of segments for which a condition holds, some 2,000 at a time. `seq`: in the order of their numbers, for which DuckDB
 * sorts the segments whose numbers overlap, beyond its memory on the disk; without it, as they lie.
 *
 * @throws MeshauditError `store-damaged` naming a segment that cannot be read; an error with the code ENOENT when one is gone.
 */
export async function* readNumbered(
  engine: Engine,
  paths: StorePaths,
  segments: readonly Segment[],
  where: RowCondition,
  signal?: AbortSignal,
  order?: "seq",
): AsyncGenerator<NumberedEvent[]> {
  const groups = order === "seq" ? overlapping(segments) : segments.map((segment) => [segment]);
  for (const group of groups) {
    const files = group.map(({ path }) => join(paths.logstore, path));
    const sorted = order === "seq" ? " ORDER BY seq" : "";
    const sql = `SELECT seq, ${eventValues()} FROM read_parquet(${sqlPaths(files)}, hive_partitioning = false) WHERE ${where.sql}${sorted}`;
    try {
      for await (const rows of engine.stream(sql, where.parameters, signal))
        yield rows.map(([seq, ...values]) => ({ seq: Number(seq), event: eventOfRow(values) }));
    } catch (error) {
      signal?.throwIfAborted();
      for (const file of files) await access(file);
      throw damaged(group, error);
    }
  }
}

/** As `readNumbered`, without the numbers. */
export async function* readSegments(...asked: Parameters<typeof readNumbered>): AsyncGenerator<AuditEvent[]> {
  for await (const numbered of readNumbered(...asked)) yield numbered.map(({ event }) => event);
}

/** Segments in the order of their numbers, those together that have numbers of one stretch. */
const overlapping = (segments: readonly Segment[]): Segment[][] => {
  const groups: { nextSeq: number; of: Segment[] }[] = [];
  for (const segment of [...segments].sort((a, b) => a.firstSeq - b.firstSeq)) {
    const last = groups.at(-1);
    if (last === undefined || segment.firstSeq >= last.nextSeq) groups.push({ nextSeq: segment.nextSeq, of: [segment] });
    else {
      last.of.push(segment);
      last.nextSeq = Math.max(last.nextSeq, segment.nextSeq);
    }
  }
  return groups.map(({ of }) => of);
};

const damaged = (segments: readonly Segment[], cause: unknown): MeshauditError =>
  new MeshauditError(
    "store-damaged",
    `${segments.length === 1 ? "the segment" : "one of the segments"} ${segments.map(({ path }) => path).join(", ")} cannot be read`,
    { hint: "kubectl meshaudit store verify names what is wrong; the other segments can still be read", cause },
  );
