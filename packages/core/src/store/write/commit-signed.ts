import { MeshauditError } from "../../model/error.ts";
import { commitTable, type TableChange } from "../delta/commit-table.ts";
import { readTable } from "../delta/read-table.ts";
import type { TableState } from "../delta/table-state.ts";
import { diskErrorCode, isFull } from "../disk/disk-error.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { Evidence, PlannedChange } from "../evidence/checkpoints.ts";
import type { WriterConfig } from "./writer-config.ts";

/** What a table is changed with. */
export interface SignedChange {
  config: WriterConfig;
  engine: Engine;
  table: TableState;
  evidence: Evidence;
  /** Signs the change: before it is made, so that nothing is ever live that was not signed. */
  note(planned: PlannedChange): Promise<void>;
  change: Pick<TableChange, "add" | "remove" | "dataChange" | "operation"> & { sealedSeq?: number };
}

/** It is not known any more what of a change is on the medium: nothing can be changed, or acknowledged, before the writer is opened anew. */
export class WriterBroken extends MeshauditError {
  constructor(folder: string, cause: unknown) {
    super("store-damaged", `changing the table in ${folder} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: "what was acknowledged is kept; start the writer anew",
      cause,
    });
  }
}

/**
 * Signs a change of the table, and makes it. Throws what committing throws when the change was not made, and can be tried again.
 *
 * @throws WriterBroken
 */
export const commitSigned = async ({ config, engine, table, evidence, note, change }: SignedChange): Promise<TableState> => {
  const { disk, project, now, onProblem } = config;
  const { paths } = project;
  const at = now();
  const version = table.version + 1;
  await note({ version, at }).catch((error: unknown) => {
    throw isFull(error) || diskErrorCode(error) === null ? error : new WriterBroken(paths.project, error);
  });
  const onCheckpointFailed = (error: unknown): void => onProblem?.(error instanceof Error ? error : new Error(String(error)));
  let next: TableState;
  try {
    next = await commitTable(disk, paths, table, { ...change, at, engine, onCheckpointFailed });
  } catch (error) {
    // The name may have been taken before something went wrong.
    next = await readTable(disk, paths);
    if (next.version < version) throw error;
    // Whatever went wrong, it is durable before anything rests on it.
    await disk.syncFolder(paths.deltaLog).catch((failed: unknown) => {
      throw new WriterBroken(paths.project, failed);
    });
  }
  evidence.committed();
  return next;
};
