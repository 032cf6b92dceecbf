import { join } from "node:path";
import type { JsonObject } from "../../model/json.ts";
import { diskErrorCode } from "../disk/disk-error.ts";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { StorePaths } from "../layout.ts";
import type { WrittenSegment } from "../segments/write-segments.ts";
import { actionsText, addAction, removeAction, txnAction } from "./actions.ts";
import { checkpointTable, commitsOfCheckpoint } from "./checkpoint-table.ts";
import { commitName, writeLogFile } from "./log-files.ts";
import { metaDataAction, protocolAction, tableId } from "./table-schema.ts";
import type { LiveSegment, RemovedSegment, TableState } from "./table-state.ts";

/** A change of the table. */
export interface TableChange {
  add: readonly WrittenSegment[];
  /** Paths of live segments. */
  remove: readonly string[];
  /** From where on the journal counts; left out: as before. */
  sealedSeq?: number;
  /** False when the same rows are in other segments than before. */
  dataChange: boolean;
  operation: "seal" | "compaction" | "retention";
  /** Now, ms since the epoch. */
  at: number;
  /** Writes checkpoints; left out: there are none. */
  engine?: Engine;
  /** Is told when the commit is made and a checkpoint that was due is not: it is tried again with the next commit. */
  onCheckpointFailed?(error: unknown): void;
}

/** Another writer has made a commit in the meantime. */
export class DeltaConflict extends Error {
  readonly version: number;
  constructor(version: number, cause: unknown) {
    super(`version ${version} of the table was committed by another writer`, { cause });
    this.name = "DeltaConflict";
    this.version = version;
  }
}

/**
 * Makes a change the next version of the table. When this resolves it is durable; a reader sees all of it or nothing.
 *
 * @throws DeltaConflict when that version is there already. After any other error the change may have been made or not: the table is to
 * be read again.
 */
export const commitTable = async (disk: Disk, paths: StorePaths, state: TableState, change: TableChange): Promise<TableState> => {
  const next = changed(paths, state, change);
  await createCommit(disk, paths.deltaLog, next.version, actionsText(actionsOf(state, next, change)));
  const { engine, at, onCheckpointFailed } = change;
  if (engine === undefined || next.version - next.checkpoint < commitsOfCheckpoint) return next;
  try {
    return await checkpointTable(disk, paths, engine, next, at);
  } catch (error) {
    onCheckpointFailed?.(error);
    return next;
  }
};

const changed = (paths: StorePaths, state: TableState, { add, remove, sealedSeq, at }: TableChange): TableState => {
  const live = new Map(state.segments.map((segment) => [segment.path, segment]));
  const removed: RemovedSegment[] = remove.map((path) => {
    const segment = live.get(path);
    if (segment === undefined || !live.delete(path)) throw new Error(`${path} is no segment of the table`);
    return { path, dt: segment.dt, size: segment.size, removedAt: at };
  });
  const added: LiveSegment[] = add.map((segment) => ({ ...segment, addedAt: at }));
  const taken = new Set([...state.segments, ...state.removed].map(({ path }) => path));
  for (const { path } of added) {
    if (taken.has(path)) throw new Error(`${path} was a segment of the table already`);
    taken.add(path);
  }
  return {
    version: state.version + 1,
    identity: state.identity ?? { id: tableId(paths.logstore, at), createdAt: at },
    sealedSeq: sealedSeq ?? state.sealedSeq,
    segments: [...live.values(), ...added],
    removed: [...state.removed, ...removed],
    checkpoint: state.checkpoint,
  };
};

const actionsOf = (before: TableState, after: TableState, { remove, sealedSeq, dataChange, operation, at }: TableChange): JsonObject[] => [
  { commitInfo: { timestamp: at, operation, operationParameters: {}, isBlindAppend: remove.length === 0, engineInfo: "meshaudit" } },
  ...(before.identity === null && after.identity !== null ? [protocolAction, metaDataAction(after.identity)] : []),
  ...(sealedSeq === undefined ? [] : [txnAction(sealedSeq, at)]),
  ...after.removed.slice(before.removed.length).map((segment) => removeAction(segment, dataChange)),
  ...after.segments.slice(before.segments.length - remove.length).map((segment) => addAction(segment, dataChange)),
];

/** A link either makes the whole file or, when the name is taken, nothing. */
const createCommit = async (disk: Disk, folder: string, version: number, text: string): Promise<void> => {
  const temporary = join(folder, ".commit.tmp");
  await writeLogFile(disk, temporary, [Buffer.from(text)]);
  try {
    await disk.link(temporary, join(folder, commitName(version)));
  } catch (error) {
    if (diskErrorCode(error) === "EEXIST") throw new DeltaConflict(version, error);
    throw error;
  }
  await disk.syncFolder(folder);
  await disk.remove(temporary);
};
