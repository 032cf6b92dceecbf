import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { StorePaths } from "../layout.ts";
import { replayActions, type Replay } from "./actions.ts";
import { commitName, listLog, readLogFile, summaryName, type LogFiles } from "./log-files.ts";
import { noTable, type TableState } from "./table-state.ts";

/** A writer tidies up its log while it is read: so often it is listed anew. */
const tries = 5;

/**
 * The table as of its last commit. With the state that was read before, only newer commits are read, and it is itself returned when
 * there are none. Takes no lock.
 *
 * @throws MeshauditError `store-damaged` when a file of the log is broken or gone, `store-missing` when the table is gone that was
 * there before.
 */
export const readTable = async (disk: Disk, { deltaLog }: StorePaths, previous: TableState = noTable): Promise<TableState> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const files = await listOf(disk, deltaLog, previous);
      return files === null ? noTable : await readFrom(disk, deltaLog, files, previous, attempt === 1);
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (attempt === tries) throw gone(deltaLog, error);
    }
  }
};

const listOf = async (disk: Disk, folder: string, previous: TableState): Promise<LogFiles | null> => {
  const files = await listLog(disk, folder).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (files !== null && (files.commits.length > 0 || files.summaries.length > 0)) return files;
  if (previous.version < 0) return null;
  throw new MeshauditError("store-missing", `the table's log ${folder} is gone`, {
    hint: "was the project deleted? make a new one with: kubectl meshaudit store recreate",
  });
};

const gone = (folder: string, cause: unknown): MeshauditError =>
  new MeshauditError("store-damaged", `the table's log ${folder} has gaps: ${cause instanceof Error ? cause.message : String(cause)}`, {
    hint: "bring the missing file back from a copy",
    cause,
  });

/** `goOn`: read on from the state that was read before, where that is possible. */
const readFrom = async (disk: Disk, folder: string, files: LogFiles, previous: TableState, goOn: boolean): Promise<TableState> => {
  const last = Math.max(files.commits.at(-1) ?? -1, files.summaries.at(-1) ?? -1);
  if (last === previous.version) return previous;
  const checkpoint = files.summaries.at(-1) ?? -1;
  const isContinued = goOn && previous.version >= 0 && previous.version < last && previous.version + 1 >= (files.commits[0] ?? 0);
  const base = isContinued ? { version: previous.version, replay: replayOf(previous) } : await baseOf(disk, folder, files);
  for (let version = base.version + 1; version <= last; version++) {
    const file = commitName(version);
    replayActions(base.replay, await readLogFile(disk, folder, file), file);
  }
  return stateOf(base.replay, last, checkpoint);
};

const emptyReplay = (): Replay => replayOf(noTable);

const replayOf = ({ identity, sealedSeq, segments, removed }: TableState): Replay => ({
  identity,
  sealedSeq,
  segments: new Map(segments.map((segment) => [segment.path, segment])),
  removed: new Map(removed.map((tombstone) => [tombstone.path, tombstone])),
});

const stateOf = ({ identity, sealedSeq, segments, removed }: Replay, version: number, checkpoint: number): TableState => ({
  version,
  identity,
  sealedSeq,
  segments: [...segments.values()],
  removed: [...removed.values()],
  checkpoint,
});

/** The last summary that can be read, or the beginning. A broken one does no harm while those commits are there that it sums up. */
const baseOf = async (disk: Disk, folder: string, files: LogFiles): Promise<{ version: number; replay: Replay }> => {
  let wrong: MeshauditError | null = null;
  const firstCommit = files.commits[0] ?? Number.POSITIVE_INFINITY;
  for (const version of files.summaries.toReversed()) {
    const file = summaryName(version);
    const replay = emptyReplay();
    try {
      replayActions(replay, await readLogFile(disk, folder, file), file);
      return { version, replay };
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      wrong ??= error;
    }
  }
  if (wrong !== null && firstCommit > 0) throw wrong;
  return { version: -1, replay: emptyReplay() };
};
