import { segmentsByDay } from "../delta/segments-by-day.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import { joinFilters } from "../dedupe/filter.ts";
import type { Evidence } from "../evidence/checkpoints.ts";
import { mergeMeshLines } from "../mesh-lines/merge-mesh-lines.ts";
import { filterPath, meshLinesPath } from "../mesh-lines/mesh-lines-path.ts";
import { openMeshLines } from "../mesh-lines/open-mesh-lines.ts";
import { isFull } from "../disk/disk-error.ts";
import { chooseSegments } from "../segments/choose-segments.ts";
import { compactSegments } from "../segments/compact-segments.ts";
import type { Compacted } from "../store-writer.ts";
import { commitSigned } from "./commit-signed.ts";
import { dayOf } from "./day-of.ts";
import { removeDerived, writeDerived } from "./derived-files.ts";
import type { WriterConfig } from "./writer-config.ts";

/** Fewer small segments of a day that is past are left alone. */
const fewest = 2;

/** The segments that are worth joining, in groups: of past days all small ones, of today when there are many. */
const groupsToCompact = (segments: readonly LiveSegment[], today: string, many: number): LiveSegment[][] =>
  [...segmentsByDay(segments)].flatMap(([day, ofDay]) => chooseSegments(ofDay, { atLeast: day < today ? fewest : many }));

/** Joins small segments of a day, a group a commit, each of which is told: a reader sees the old ones or the new one, and each event once. */
export const compactDays = async (
  config: WriterConfig,
  engine: Engine,
  before: TableState,
  evidence: Evidence,
  onCommitted: (table: TableState) => void,
): Promise<Compacted> => {
  const { disk, project, now, seal } = config;
  const { paths } = project;
  let table = before;
  const days = new Set<string>();
  const compacted: Compacted = { days: 0, before: 0, after: 0, bytesBefore: 0, bytesAfter: 0 };
  const sizeOf = (segments: readonly { size: number }[]): number => segments.reduce((sum, { size }) => sum + size, 0);
  for (const segments of groupsToCompact(table.segments, dayOf(now()), seal.segmentsOfDay)) {
    const dt = segments[0]?.dt ?? "";
    const written = await compactSegments({ disk, engine, paths, dt, segments });
    if (written.length === 1 && written[0] !== undefined) await joinDerived(config, segments, written[0].path);
    const remove = segments.map(({ path }) => path);
    table = await commitSigned({
      config,
      engine,
      table,
      evidence,
      note: (planned) => evidence.noteCompaction({ ...planned, add: written, remove }),
      change: { add: written, remove, dataChange: false, operation: "compaction" },
    });
    onCommitted(table);
    days.add(dt);
    compacted.before += segments.length;
    compacted.after += written.length;
    compacted.bytesBefore += sizeOf(segments);
    compacted.bytesAfter += sizeOf(written);
  }
  return { ...compacted, days: days.size };
};

/**
 * The files by which a joined segment is searched, of those of its parts. Not when one of these is missing or damaged: the segment then
 * answers without.
 */
const joinDerived = async ({ disk, project }: WriterConfig, parts: readonly LiveSegment[], path: string): Promise<void> => {
  const { paths } = project;
  const files = await Promise.all(parts.map((part) => openMeshLines(disk, meshLinesPath(paths, part.path))));
  const opened = files.filter((file) => file !== null);
  const filters = await Promise.all(parts.map((part) => disk.read(filterPath(paths, part.path)).catch(() => null)));
  const read = filters.filter((filter) => filter !== null);
  if (opened.length < parts.length || read.length < parts.length) return;
  try {
    await writeDerived(disk, paths, path, { filter: joinFilters(read), meshLines: mergeMeshLines(opened) });
  } catch (error) {
    if (isFull(error)) throw error;
    await removeDerived(disk, paths, path);
  }
};
