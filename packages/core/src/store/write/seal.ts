import { filterOf, readFilter, type Filter } from "../dedupe/filter.ts";
import type { TableState } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { Evidence } from "../evidence/checkpoints.ts";
import { readJournal } from "../journal/read-journal.ts";
import { compareMeshLines } from "../mesh-lines/mesh-lines-file.ts";
import { writeSegments, type WrittenSegment } from "../segments/write-segments.ts";
import { commitSigned } from "./commit-signed.ts";
import { writeDerived } from "./derived-files.ts";
import type { Unsealed, UnsealedDay } from "./unsealed.ts";
import type { WriterConfig } from "./writer-config.ts";

/** What a seal left behind. */
export interface Sealed {
  table: TableState;
  filters: { segment: string; filter: Filter }[];
}

/**
 * Makes segments of a closed stretch of the journal, and them live by one commit, which also says that the journal counts from there.
 * Until that commit nothing of it is seen; after it, all.
 */
export const sealStretch = async (
  config: WriterConfig,
  engine: Engine,
  table: TableState,
  evidence: Evidence,
  unsealed: Unsealed,
): Promise<Sealed> => {
  const { disk, project } = config;
  const { paths } = project;
  const nextSeq = unsealed.firstSeq + unsealed.count;
  const written = await writeSegments({
    disk,
    engine,
    paths,
    oddSeqs: unsealed.odd,
    days: [...unsealed.days.keys()],
    ready: unsealed.kept?.ready() ?? null,
    lines: (onLines) => readJournal(disk, paths.journal, unsealed.firstSeq, onLines, nextSeq),
  });
  const filters = [];
  for (const segment of written) filters.push(await writeIndex(config, segment, dayOf(unsealed, segment)));
  const add = written.map((segment) => ({ segment, leaves: dayOf(unsealed, segment).leaves.gathered() }));
  const next = await commitSigned({
    config,
    engine,
    table,
    evidence,
    note: (planned) => evidence.noteSeal({ ...planned, add }),
    change: { add: written, remove: [], sealedSeq: nextSeq, dataChange: true, operation: "seal" },
  });
  return { table: next, filters };
};

const dayOf = ({ days }: Unsealed, { dt, path }: WrittenSegment): UnsealedDay => {
  const day = days.get(dt);
  if (day === undefined) throw new Error(`${path} is of a day that no event came of`);
  return day;
};

const writeIndex = async (
  { disk, project }: WriterConfig,
  { path }: WrittenSegment,
  { prefixes, meshLines }: UnsealedDay,
): Promise<Sealed["filters"][number]> => {
  const filter = filterOf(joined(prefixes));
  await writeDerived(disk, project.paths, path, { filter, meshLines: meshLines.sort(compareMeshLines) });
  return { segment: path, filter: readFilter(filter) };
};

const joined = (parts: readonly Uint32Array[]): Uint32Array => {
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
