import { commitTable } from "../delta/commit-table.ts";
import { segmentsByDay } from "../delta/segments-by-day.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import { joinFilters } from "../dedupe/filter.ts";
import type { Evidence } from "../evidence/checkpoints.ts";
import { mergeMeshLines } from "../mesh-lines/merge-mesh-lines.ts";
import { filterPath, meshLinesPath } from "../mesh-lines/mesh-lines-path.ts";
import { openMeshLines } from "../mesh-lines/open-mesh-lines.ts";
import { compactSegments } from "../segments/compact-segments.ts";
import type { Compacted } from "../store-writer.ts";
import { dayOf } from "./incoming.ts";
import { writeDerived } from "./derived-files.ts";
import type { WriterConfig } from "./writer-config.ts";

/** The days whose segments are to be joined: of past days all, of today when there are many. */
export const daysToCompact = (segments: readonly LiveSegment[], today: string, many: number): Map<string, LiveSegment[]> => {
  return new Map([...segmentsByDay(segments)].filter(([day, ofDay]) => ofDay.length > 1 && (day < today || ofDay.length >= many)));
};

/** Joins the small segments of each day, a day a commit: a reader sees the old ones or the new ones, and each event once. */
export const compactDays = async (
  config: WriterConfig,
  engine: Engine,
  before: TableState,
  evidence: Evidence,
): Promise<{ table: TableState; compacted: Compacted }> => {
  const { disk, project, now, seal } = config;
  const { paths } = project;
  let table = before;
  const compacted: Compacted = { days: 0, before: 0, after: 0, bytesBefore: 0, bytesAfter: 0 };
  const sizeOf = (segments: readonly { size: number }[]): number => segments.reduce((sum, { size }) => sum + size, 0);
  for (const [dt, segments] of daysToCompact(table.segments, dayOf(now()), seal.segmentsOfDay)) {
    const written = await compactSegments({ disk, engine, paths, dt, segments });
    // What cannot be made now is made when the project is opened again.
    if (written.length === 1 && written[0] !== undefined) await joinDerived(config, segments, written[0].path);
    await evidence.noteCompaction({ version: table.version + 1, at: now(), add: written, remove: segments.map(({ path }) => path) });
    table = await commitTable(disk, paths, table, {
      add: written,
      remove: segments.map(({ path }) => path),
      dataChange: false,
      operation: "compaction",
      at: now(),
      engine,
    });
    evidence.committed();
    compacted.days++;
    compacted.before += segments.length;
    compacted.after += written.length;
    compacted.bytesBefore += sizeOf(segments);
    compacted.bytesAfter += sizeOf(written);
  }
  return { table, compacted };
};

/** The files by which a joined segment is searched, of those of its parts; not when one of these is missing or damaged. */
const joinDerived = async ({ disk, project }: WriterConfig, parts: readonly LiveSegment[], path: string): Promise<void> => {
  const { paths } = project;
  const files = await Promise.all(parts.map((part) => openMeshLines(disk, meshLinesPath(paths, part.path))));
  const opened = files.filter((file) => file !== null);
  const filters = await Promise.all(parts.map((part) => disk.read(filterPath(paths, part.path)).catch(() => null)));
  const read = filters.filter((filter) => filter !== null);
  if (opened.length < parts.length || read.length < parts.length) return;
  await writeDerived(disk, paths, path, { filter: joinFilters(read), meshLines: mergeMeshLines(opened) });
};
