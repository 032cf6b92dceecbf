import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import { sqlPath, sqlText } from "../engine/sql-text.ts";
import type { StorePaths } from "../layout.ts";
import { actionsText, stateActions } from "./actions.ts";
import { cleanLog } from "./clean-log.ts";
import { checkpointName, lastCheckpointName, summaryName, writeLogFile } from "./log-files.ts";
import type { TableState } from "./table-state.ts";

/** A checkpoint is due when there are so many commits since the last. */
export const commitsOfCheckpoint = 100;

/** So long a removed segment's tombstone, and what is older than a checkpoint, stay for those who read older versions, ms. */
export const graceOfLog = 3_600_000;

/** The actions' types; where a map is empty, a bare object would be a struct. Source: Delta's protocol, "Checkpoint Schema". */
const actionTypes = `{
  protocol: 'STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER)',
  metaData: 'STRUCT(id VARCHAR, "name" VARCHAR, description VARCHAR,
    format STRUCT(provider VARCHAR, "options" MAP(VARCHAR, VARCHAR)),
    schemaString VARCHAR, partitionColumns VARCHAR[], createdTime BIGINT, configuration MAP(VARCHAR, VARCHAR))',
  txn: 'STRUCT(appId VARCHAR, version BIGINT, lastUpdated BIGINT)',
  add: 'STRUCT(path VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT, dataChange BOOLEAN,
    stats VARCHAR, tags MAP(VARCHAR, VARCHAR))',
  remove: 'STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN,
    partitionValues MAP(VARCHAR, VARCHAR), size BIGINT)'
}`;

/**
 * Writes a version's checkpoint, for other programs, and its summary, for us; then older files of the log go whose grace is over, and
 * tombstones too. A crash at any point leaves a log that reads the same.
 */
export const checkpointTable = async (
  disk: Disk,
  { deltaLog }: StorePaths,
  engine: Engine,
  state: TableState,
  at: number,
): Promise<TableState> => {
  const kept: TableState = { ...state, removed: state.removed.filter(({ removedAt }) => removedAt > at - graceOfLog) };
  const actions = stateActions(kept, at);
  const text = actionsText(actions);
  const place = async (name: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> => {
    const temporary = join(deltaLog, ".checkpoint.tmp");
    await writeLogFile(disk, temporary, parts);
    await disk.rename(temporary, join(deltaLog, name));
    await disk.syncFolder(deltaLog);
  };
  await engine.inScratch(async (folder) => {
    const [lines, parquet] = [join(folder, "actions.ndjson"), join(folder, "checkpoint.parquet")];
    await writeFile(lines, text);
    // Longer than any action, so that a block is, too.
    const longest = Math.max(1 << 20, ...actions.map((action) => JSON.stringify(action).length * 3));
    await engine.run(
      `COPY (SELECT * FROM read_ndjson(${sqlPath(lines)}, columns = ${actionTypes}, maximum_object_size = ${longest})) ` +
        `TO ${sqlText(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    const { size } = await stat(parquet);
    await place(checkpointName(state.version), createReadStream(parquet));
    await place(summaryName(state.version), [Buffer.from(text)]);
    const last = { version: state.version, size: actions.length, sizeInBytes: size, numOfAddFiles: kept.segments.length };
    await place(lastCheckpointName, [Buffer.from(JSON.stringify(last))]);
  });
  await cleanLog(disk, deltaLog, at - graceOfLog);
  return { ...kept, checkpoint: state.version };
};
