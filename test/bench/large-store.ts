// Makes a store as large as one of months: every segment again on one earlier day after another, until there are so many events.
// usage: node --conditions=meshaudit-source test/bench/large-store.ts STORE EVENTS
// Segments are linked, not copied: they take no room. Their lines of the mesh are written anew, about a namespace of their own each, so that
// there are as many objects as in such a store, and an object's events are not found again on each day.
import { linkSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { commitTable } from "../../packages/core/src/store/delta/commit-table.ts";
import { readTable } from "../../packages/core/src/store/delta/read-table.ts";
import type { LiveSegment } from "../../packages/core/src/store/delta/table-state.ts";
import { realDisk } from "../../packages/core/src/store/disk/real-disk.ts";
import { compareMeshLines, type MeshLine } from "../../packages/core/src/store/mesh-lines/mesh-lines-file.ts";
import { filterPath, meshLinesPath } from "../../packages/core/src/store/mesh-lines/mesh-lines-path.ts";
import { openMeshLines } from "../../packages/core/src/store/mesh-lines/open-mesh-lines.ts";
import { findProject } from "../../packages/core/src/store/project.ts";
import { writeDerived } from "../../packages/core/src/store/write/derived-files.ts";

const [root = "", wanted = "0"] = process.argv.slice(2);
const msOfDay = 86_400_000;

const disk = realDisk();
const project = await findProject(disk, root, null);
if (project === null) throw new Error(`${root} is no store`);
const { paths } = project;
let table = await readTable(disk, paths);
const { segments } = table;
const each = segments.reduce((sum, { events }) => sum + events, 0);
const span = Math.max(...segments.map(({ to }) => Date.parse(to))) - Math.min(...segments.map(({ from }) => Date.parse(from)));
const daysOfOne = Math.ceil(span / msOfDay) + 1;

/** A time of the table, `days` earlier, with its microseconds. */
const earlier = (time: string, days: number): string =>
  new Date(Date.parse(time) - days * msOfDay).toISOString().slice(0, 19) + time.slice(19);

const link = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  linkSync(from, to);
};

/** The namespace of the log's mesh stands in everything that tells of it. */
const renamed = (text: string, copy: number): string => text.replaceAll("bookinfo", `shop-${copy}`);

const linesOf = async (segment: LiveSegment): Promise<MeshLine[]> => {
  const file = await openMeshLines(disk, meshLinesPath(paths, segment.path));
  const lines: MeshLine[] = [];
  for (const block of file?.blocks ?? []) lines.push(...((await file?.read(block)) ?? []));
  return lines;
};

const inNamespace = (lines: readonly MeshLine[], copy: number): MeshLine[] =>
  lines.map(({ key, text, seq, time }) => ({ key: renamed(key, copy), text: renamed(text, copy), seq, time })).sort(compareMeshLines);

const onEarlierDay = async (segment: LiveSegment, lines: readonly MeshLine[], copy: number): Promise<LiveSegment> => {
  const days = copy * daysOfOne;
  const from = earlier(segment.from, days);
  const dt = earlier(`${segment.dt}T00:00:00.000000Z`, days).slice(0, 10);
  const path = segment.path.replace(/^dt=[^/]+\/part-(\d+)/, `dt=${dt}/part-$1-${copy}`);
  link(join(paths.logstore, segment.path), join(paths.logstore, path));
  await writeDerived(disk, paths, path, { filter: await disk.read(filterPath(paths, segment.path)), meshLines: inNamespace(lines, copy) });
  const to = earlier(segment.to, days);
  // The table's log keeps the times among the statistics alone.
  const stats = segment.stats.replaceAll(segment.from, from).replaceAll(segment.to, to);
  return { ...segment, path, dt, from, to, stats };
};

const known = await Promise.all(segments.map(async (segment) => ({ segment, lines: await linesOf(segment) })));
let events = each;
for (let copy = 1; events < Number(wanted); copy++) {
  const add: LiveSegment[] = [];
  for (const { segment, lines } of known) add.push(await onEarlierDay(segment, lines, copy));
  table = await commitTable(disk, paths, table, { add, remove: [], dataChange: true, operation: "seal", at: Date.now() });
  events += each;
}
console.log(`${events} events in ${table.segments.length} segments of ${table.version + 1} commits`);
