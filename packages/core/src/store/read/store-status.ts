import { join } from "node:path";
import { levels, type AuditEvent, type Level } from "../../model/audit-event.ts";
import { apiVersion } from "../../model/result.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { Project, Retention } from "../project.ts";
import { segmentsByDay } from "../delta/segments-by-day.ts";
import { sqlPaths } from "../engine/sql-text.ts";
import { snapshotsOf } from "./snapshot.ts";
import { demandSize } from "./wrong-segments.ts";

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
  /** Segments that are missing or damaged, from the logstore on. What was in them counts among the events, and makes no gap. */
  unreadable: string[];
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

/** Minutes since the epoch from which segments have events; null when one of them cannot be read. */
const minutesOf = async (disk: Disk, { paths }: Project, engine: Engine, segments: readonly LiveSegment[]): Promise<number[] | null> => {
  if (segments.length === 0) return [];
  const files = sqlPaths(segments.map(({ path }) => join(paths.logstore, path)));
  try {
    for (const segment of segments) await demandSize(disk, paths, segment);
    const rows = await engine.rows(
      `SELECT DISTINCT epoch_ms("stageTimestamp") // 60000 FROM read_parquet(${files}, hive_partitioning = false)`,
    );
    return rows.map(([minute]) => Number(minute));
  } catch {
    // Whatever DuckDB has to say of it.
    return null;
  }
};

/** Reads what there is to say of a project. */
export const storeStatus = async (disk: Disk, project: Project, engine: Engine): Promise<StoreStatus> => {
  const { paths } = project;
  let unsealed = 0;
  let times: number[] = [];
  const { segments } = await snapshotsOf(disk, project).take(
    ({ count, lines }) => {
      unsealed += count;
      for (const line of lines) times.push(Date.parse((JSON.parse(line) as AuditEvent).stageTimestamp));
    },
    () => {
      unsealed = 0;
      times = [];
    },
  );
  const unreadable: string[] = [];
  const all = await minutesOf(disk, project, engine, segments);
  for (const minute of all ?? []) times.push(minute * 60_000);
  for (const segment of all === null ? segments : []) {
    const minutes = await minutesOf(disk, project, engine, [segment]);
    if (minutes === null) unreadable.push(segment.path);
    else for (const minute of minutes) times.push(minute * 60_000);
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
    unreadable,
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
    gaps: gapsIn(times).filter((gap) => !segments.some((one) => unreadable.includes(one.path) && one.from < gap.to && one.to > gap.from)),
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
