import { join } from "node:path";
import { levels, type AuditEvent, type Level } from "../../model/audit-event.ts";
import { apiVersion } from "../../model/result.ts";
import { readTable } from "../delta/read-table.ts";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import { readJournal } from "../journal/read-journal.ts";
import type { Project, Retention } from "../project.ts";
import { segmentsByDay } from "../delta/segments-by-day.ts";
import { sqlPaths } from "../engine/sql-text.ts";

/** What one day of a store holds. */
export interface StoredDay {
  day: string;
  events: number;
  segments: number;
  bytes: number;
}

/** A stretch of time from which no event is there. */
export interface TimeGap {
  from: string;
  to: string;
}

/** What is kept of a mesh's log. */
export interface StoreStatus {
  apiVersion: typeof apiVersion;
  kind: "StoreStatus";
  mesh: string;
  project: string;
  createdAt: string;
  retention: Retention;
  events: number;
  /** RFC 3339; null when there are no events. */
  from: string | null;
  to: string | null;
  levels: Level[];
  segments: number;
  /** Bytes on disk: of segments, of the journal, of the files by which segments are searched, and of all. */
  bytes: { segments: number; journal: number; index: number; total: number };
  /** Events that are not in a segment yet. */
  unsealed: number;
  /** Whether another process writes to it now. */
  isWritten: boolean;
  days: StoredDay[];
  /** Stretches of more than `longestQuiet` without an event, oldest first. */
  gaps: TimeGap[];
}

/** Node's and the API server's own requests come every few seconds: so long nobody says nothing. ms. */
const longestQuiet = 600_000;

/** Reads what there is to say of a project. */
export const storeStatus = async (disk: Disk, project: Project, engine: Engine): Promise<StoreStatus> => {
  const { paths } = project;
  const table = await readTable(disk, paths);
  let unsealed = 0;
  const times: number[] = [];
  await readJournal(disk, paths.journal, table.sealedSeq, ({ count, lines }) => {
    unsealed += count;
    for (const line of lines) times.push(Date.parse((JSON.parse(line) as AuditEvent).stageTimestamp));
  });
  const { segments } = table;
  if (segments.length > 0) {
    const files = sqlPaths(segments.map(({ path }) => join(paths.logstore, path)));
    const rows = await engine.rows(
      `SELECT DISTINCT epoch_ms("stageTimestamp") // 60000 FROM read_parquet(${files}, hive_partitioning = false)`,
    );
    for (const [minute] of rows) times.push(Number(minute) * 60_000);
  }
  times.sort((a, b) => a - b);
  const bounds = [...segments.flatMap(({ from, to }) => [from, to]), ...journalBounds(times, unsealed)].sort();
  const size = {
    segments: segments.reduce((sum, segment) => sum + segment.size, 0),
    journal: await sizeBelow(disk, paths.journal),
    index: await sizeBelow(disk, paths.index),
    total: await sizeBelow(disk, paths.project),
  };
  const lock = await disk.lock(paths.lock);
  await lock?.release();
  return {
    apiVersion,
    kind: "StoreStatus",
    mesh: project.meshId,
    project: paths.project,
    createdAt: new Date(project.createdAt).toISOString(),
    retention: project.retention,
    events: segments.reduce((sum, { events }) => sum + events, unsealed),
    from: bounds[0] ?? null,
    to: bounds.at(-1) ?? null,
    levels: levels.filter((level) => segments.some((segment) => (segment.levels[level] ?? 0) > 0)),
    segments: segments.length,
    bytes: size,
    unsealed,
    isWritten: lock === null,
    days: [...segmentsByDay(segments)]
      .map(([day, ofDay]) => ({
        day,
        events: ofDay.reduce((sum, { events }) => sum + events, 0),
        segments: ofDay.length,
        bytes: ofDay.reduce((sum, segment) => sum + segment.size, 0),
      }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    gaps: gapsIn(times),
  };
};

const journalBounds = (times: readonly number[], unsealed: number): string[] =>
  unsealed === 0 ? [] : [times[0], times.at(-1)].flatMap((time) => (time === undefined ? [] : [new Date(time).toISOString()]));

/** Stretches between times, in order, that are longer than `longestQuiet`. */
const gapsIn = (times: readonly number[]): TimeGap[] =>
  times.flatMap((time, index) => {
    const before = times[index - 1];
    if (before === undefined || time - before <= longestQuiet) return [];
    return [{ from: new Date(before).toISOString(), to: new Date(time).toISOString() }];
  });

const sizeBelow = async (disk: Disk, folder: string): Promise<number> => {
  const entries = await disk.list(folder).catch(() => []);
  let sum = 0;
  for (const { name, isFolder } of entries) {
    const path = join(folder, name);
    // A file may go while its folder is read.
    sum += isFolder ? await sizeBelow(disk, path) : await disk.size(path).catch(() => 0);
  }
  return sum;
};
