import { canonicalEvent } from "../../decode/event-hash.ts";
import { columnTime } from "../columns/column-time.ts";
import { buildFilter } from "../dedupe/filter.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { Engine } from "../engine/duckdb.ts";
import { leafHash } from "../evidence/merkle.ts";
import { concernsMesh, meshKey } from "../mesh-lines/mesh-key.ts";
import { compareMeshLines, type MeshLine } from "../mesh-lines/mesh-lines-file.ts";
import { filterPath, meshLinesPath } from "../mesh-lines/mesh-lines-path.ts";
import { openMeshLines } from "../mesh-lines/open-mesh-lines.ts";
import { readNumbered } from "../segments/read-segments.ts";
import { writeDerived } from "./derived-files.ts";
import type { WriterConfig } from "./writer-config.ts";

/**
 * Makes the files anew by which segments are searched, where they are missing or their end is damaged. They are derived: what goes wrong
 * with one is told, and no reason to fail.
 */
export const mendDerived = async (config: WriterConfig, engine: () => Promise<Engine>, table: TableState): Promise<void> => {
  for (const segment of table.segments) {
    try {
      if (await areThere(config, segment)) continue;
      await makeDerived(config, await engine(), segment);
    } catch (error) {
      config.onProblem?.(error instanceof Error ? error : new Error(String(error)));
    }
  }
};

const areThere = async ({ disk, project }: WriterConfig, { path }: LiveSegment): Promise<boolean> => {
  if ((await openMeshLines(disk, meshLinesPath(project.paths, path))) === null) return false;
  return disk.size(filterPath(project.paths, path)).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
};

const makeDerived = async ({ disk, project }: WriterConfig, engine: Engine, segment: LiveSegment): Promise<void> => {
  const hashes: Buffer[] = [];
  const meshLines: MeshLine[] = [];
  for await (const batch of readNumbered(engine, project.paths, [segment], { sql: "true", parameters: [] })) {
    for (const { seq, event } of batch) {
      const text = canonicalEvent(event);
      hashes.push(leafHash(text));
      if (concernsMesh(event)) meshLines.push({ key: meshKey(event), seq, time: columnTime(event.stageTimestamp), text });
    }
  }
  await writeDerived(disk, project.paths, segment.path, { filter: buildFilter(hashes), meshLines: meshLines.sort(compareMeshLines) });
};
