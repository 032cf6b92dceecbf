import { join } from "node:path";
import { ownAt, type JsonValue } from "../../model/json.ts";
import type { Disk } from "../disk/disk.ts";
import { checkpointName, commitName, listLog, readLogFile, summaryName, type LogFiles } from "./log-files.ts";

/**
 * Removes what is older than the last checkpoint from before a time, ms since the epoch: nobody needs it who began to read the log since.
 * From the oldest on, so that what is left has no gaps whenever this ends.
 */
export const cleanLog = async (disk: Disk, folder: string, before: number): Promise<void> => {
  const files = await listLog(disk, folder);
  const oldest = await lastBefore(disk, folder, files, before);
  if (oldest === null) return;
  const older = (versions: readonly number[], nameOf: (version: number) => string): string[] =>
    versions.filter((version) => version < oldest).map(nameOf);
  const names = [...older(files.commits, commitName), ...older(files.checkpoints, checkpointName), ...older(files.summaries, summaryName)];
  for (const name of names) await disk.remove(join(folder, name));
};

/** The last version before a time that has both a checkpoint and a summary. */
const lastBefore = async (disk: Disk, folder: string, files: LogFiles, before: number): Promise<number | null> => {
  const checkpoints = new Set(files.checkpoints);
  for (const version of files.summaries.toReversed())
    if (checkpoints.has(version) && (await timeOf(disk, folder, version)) <= before) return version;
  return null;
};

const timeOf = async (disk: Disk, folder: string, version: number): Promise<number> => {
  const [first] = (await readLogFile(disk, folder, commitName(version))).split("\n", 1);
  const time = ownAt(JSON.parse(first ?? "") as JsonValue, "commitInfo", "timestamp");
  return typeof time === "number" ? time : Number.POSITIVE_INFINITY;
};
