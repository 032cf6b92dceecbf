import type { KeyObject } from "node:crypto";
import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { checkpointsPath, lastLines } from "./checkpoint-log.ts";
import { isSignedBy, type Checkpoint, type CheckpointRecord } from "./checkpoint-record.ts";
import { frontierLength, merkleTree } from "./merkle.ts";
import { checkpointOf } from "./parse-checkpoint.ts";
import { publicKeyOf, signerId } from "./signing-key.ts";

/** A record, and what it says. */
export interface SignedCheckpoint {
  record: CheckpointRecord;
  checkpoint: Checkpoint;
}

/** Where a project's evidence goes on. */
export interface LastCheckpoints {
  /** The newest record, whose change may have come to nothing; null: there is none. */
  newest: CheckpointRecord | null;
  /** That of the table's version; null: there is no table yet. */
  current: SignedCheckpoint | null;
  /** Bytes of the log up to the newest: behind it there is but what a crash tore. */
  size: number;
  /** Bytes of the log up to the current: a change was made only once they were durable, and nobody knows of those behind. */
  durable: number;
}

/** What the last checkpoint is looked for with. */
export interface LastQuestion {
  disk: Disk;
  folder: string;
  project: string;
  tableVersion: number;
  /** Private or public, of whoever may have signed it. */
  keys: readonly KeyObject[];
}

/** Between two openings a writer plans one change that comes to nothing, and a second one when the medium loses a commit that it had. */
const mostAhead = 2;

/**
 * The checkpoint of the table's version. Only the end of the log is read.
 *
 * @throws MeshauditError `store-damaged` when there is none, or none that is to be trusted.
 */
export const lastCheckpoints = async ({ disk, folder, project, tableVersion, keys }: LastQuestion): Promise<LastCheckpoints> => {
  const renamed = (before: string): MeshauditError =>
    new MeshauditError("store-damaged", `${checkpointsPath(folder)} is of the project ${before}, and its folder is called ${project}`, {
      hint: `was the folder renamed? what is in it is signed under its name, so give it that back: ${before}; it can be read as it is`,
    });
  const wrong = (what: string): MeshauditError =>
    new MeshauditError("store-damaged", `${checkpointsPath(folder)}: ${what}`, {
      hint: "kubectl meshaudit store verify says what is wrong in all; kubectl meshaudit store recreate goes on in a new project",
    });
  let newest: CheckpointRecord | null = null;
  let size = 0;
  /** What is wrong with the lines behind the newest record; a crash may leave anything there, as long as the table does not need it. */
  let torn: string | null = null;
  let foreign: string | null = null;
  for await (const { record, end } of lastLines(disk, folder)) {
    const checkpoint = record && checkpointOf(record);
    const what = record === null || checkpoint === null ? "the last line is no checkpoint" : wrongWith(record, checkpoint, project, keys);
    if (record === null || checkpoint === null || what !== null) {
      if (newest !== null) throw wrong(what ?? "a line among the last ones is no checkpoint");
      if (checkpoint !== null && checkpoint.project !== project) foreign ??= checkpoint.project;
      torn ??= what;
      continue;
    }
    if (newest === null) [newest, size] = [record, end];
    if (record.version > tableVersion + mostAhead)
      throw wrong(`version ${record.version} of the table was signed, and it is back at ${Math.max(tableVersion, 0)}`);
    if (record.version < tableVersion)
      throw wrong(torn ?? `version ${tableVersion} of the table was never signed, the last that was is ${record.version}`);
    if (record.version === tableVersion) return { newest, current: { record, checkpoint }, size, durable: end };
  }
  if (newest === null && foreign !== null) throw renamed(foreign);
  if (tableVersion >= 0) throw wrong(torn ?? `version ${tableVersion} of the table was never signed`);
  return { newest, current: null, size, durable: 0 };
};

const wrongWith = (record: CheckpointRecord, checkpoint: Checkpoint, project: string, keys: readonly KeyObject[]): string | null => {
  if (checkpoint.project !== project) return `the last checkpoint is of the project ${checkpoint.project}, not of ${project}`;
  const key = keys.find((one) => signerId(one) === checkpoint.signer);
  if (key === undefined) return `the last checkpoint was signed by a key that is not at hand (${checkpoint.signer})`;
  if (!isSignedBy(record, publicKeyOf(key))) return "the signature of the last checkpoint is wrong";
  return isWhole(checkpoint) ? null : "the last checkpoint contradicts itself";
};

const isWhole = ({ size, frontier, root }: Checkpoint): boolean =>
  frontier.length === frontierLength(size) && merkleTree({ size, frontier }).root().toString("hex") === root;
