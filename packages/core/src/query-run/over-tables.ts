import { access, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PackThreadsOptions } from "../ingest/pack-threads.ts";
import { MeshauditError } from "../model/error.ts";
import type { ReadReport } from "../model/result.ts";
import type { PlaceColumn } from "../query/functions/address-functions.ts";
import { noSource, readingOf, type SessionConfig } from "../session.ts";
import type { ChildTask } from "./child-task.ts";
import { handOverChanges, nothingRead } from "./hand-over-changes.ts";
import { handOverLog, type TimeSpan } from "./hand-over-log.ts";
import type { PlaceFiles } from "./place-files.ts";
import { TablesUnread, withChild, type Ask, type QueryChild } from "./run-child.ts";

/** What a query is run with. */
export interface QueryRunner {
  child: QueryChild;
  /** A folder on the local file system in which a folder of the query's own is made, and removed. */
  scratch: string;
  threads: number;
  /** Threads that help to read logs; null: none do. */
  packing: PackThreadsOptions | null;
  memoryLimitMB: number;
  /** How long it may take once its tables are open, ms. */
  millis: number;
  /** Most bytes of rows, as JSON. */
  bytes: number;
}

/** The tables that are asked about. */
export interface WantedTables {
  /** The span of the events of `log`; null: neither it nor `requests` is asked about. */
  log: TimeSpan | null;
  /** Columns of `log` that are read, at least. */
  columns: readonly string[];
  requests: boolean;
  changes: boolean;
  /** What addresses are known by, and what of it is asked about. */
  places: PlaceFiles;
  placeColumns: readonly PlaceColumn[];
  /** IANA name. */
  timeZone: string;
}

/** A store's writer may take a segment away while it is read: so often the tables are opened anew. */
const tries = 3;

/** A segment was taken away between being told of and being read. */
class SegmentGone extends Error {}

/**
 * Opens tables over sources, in a process of its own that reads their events and nothing else, and lets `use` ask them. It may be
 * called anew.
 *
 * @throws MeshauditError `query-invalid`, `query-stopped` at a bound, `source-none`, and as reading the sources does; the signal's reason;
 * what `use` throws.
 */
export const overTables = async <T>(
  wanted: WantedTables,
  config: SessionConfig,
  runner: QueryRunner,
  use: (ask: Ask, report: ReadReport) => Promise<T>,
): Promise<T> => {
  if (config.sources.length === 0) throw noSource();
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(runner.scratch, "query-"));
    try {
      return await overTablesIn(folder, wanted, config, runner, use);
    } catch (error) {
      if (!(error instanceof SegmentGone) || attempt === tries) throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
};

const overTablesIn = async <T>(
  folder: string,
  wanted: WantedTables,
  config: SessionConfig,
  runner: QueryRunner,
  use: (ask: Ask, report: ReadReport) => Promise<T>,
): Promise<T> => {
  const { reading, sources, trustedProxies } = config;
  const names = sources.map(({ name }) => name);
  const handing = wanted.log === null ? Promise.resolve(null) : handOverLog(sources, wanted.log, folder, reading, runner.packing);
  const mayBeEmpty = sources.every(({ index }) => index !== undefined);
  // Behind the log: a stream is read once, and both would wait for the disk.
  const changes = wanted.changes ? handing.then(() => handOverChanges(readingOf(config), folder, mayBeEmpty)) : null;
  const task = handing.then((log): ChildTask => ({
    threads: runner.threads,
    memoryLimitMB: runner.memoryLimitMB,
    scratch: folder,
    log: log === null ? null : { ...log.files, columns: wanted.columns },
    requests: wanted.requests,
    trustedProxies,
    changes: wanted.changes,
    places: wanted.places,
    placeColumns: wanted.placeColumns,
    timeZone: wanted.timeZone,
  }));
  const file = changes?.then((made) => made.file) ?? null;
  const asking = async (ask: Ask): Promise<T> => use(ask, ((await handing) ?? (await changes))?.report ?? nothingRead(names));
  return withChild(runner.child, task, file, runner.millis, asking, reading.signal).catch(async (error: unknown) => {
    // What is still being written must not find its folder gone.
    await changes?.catch(() => {});
    const log = await handing.catch(() => null);
    for (const path of log?.files.segments ?? []) await access(path).catch(() => Promise.reject(new SegmentGone(path)));
    throw error instanceof TablesUnread ? unread(error, names) : error;
  });
};

const unread = (error: TablesUnread, sources: readonly string[]): MeshauditError =>
  new MeshauditError("source-unreadable", `${sources.join(", ")} cannot be queried: ${error.message.split("\n")[0] ?? ""}`, {
    cause: error,
  });
