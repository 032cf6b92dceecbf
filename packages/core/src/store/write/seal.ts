import { buildFilter, readFilter, type Filter } from "../dedupe/filter.ts";
import type { TableState } from "../delta/table-state.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { Evidence } from "../evidence/checkpoints.ts";
import { readJournal } from "../journal/read-journal.ts";
import { compareMeshLines } from "../mesh-lines/mesh-lines-file.ts";
import { writeSegments, type WrittenSegment } from "../segments/write-segments.ts";
import { commitSigned } from "./commit-signed.ts";
import { writeDerived } from "./derived-files.ts";
import type { Unsealed } from "./unsealed.ts";
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
    lines: (onLines) => readJournal(disk, paths.journal, unsealed.firstSeq, onLines, nextSeq),
  });
  const filters = [];
  for (const segment of written) filters.push(await writeIndex(disk, paths, segment, unsealed));
  const next = await commitSigned({
    config,
    engine,
    table,
    evidence,
    note: (planned) =>
      evidence.noteSeal({
        ...planned,
        add: written.map((segment) => ({ segment, leaves: unsealed.days.get(segment.dt)?.leaves ?? [] })),
      }),
    change: { add: written, remove: [], sealedSeq: nextSeq, dataChange: true, operation: "seal" },
  });
  return { table: next, filters };
};

const writeIndex = async (
  disk: WriterConfig["disk"],
  paths: WriterConfig["project"]["paths"],
  { path, dt }: WrittenSegment,
  unsealed: Unsealed,
): Promise<Sealed["filters"][number]> => {
  const { leaves, meshLines } = unsealed.days.get(dt) ?? { leaves: [], meshLines: [] };
  const filter = buildFilter(leaves.map(({ hash }) => hash));
  await writeDerived(disk, paths, path, { filter, meshLines: meshLines.sort(compareMeshLines) });
  return { segment: path, filter: readFilter(filter) };
};
