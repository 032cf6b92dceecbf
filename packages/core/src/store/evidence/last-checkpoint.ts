import type { KeyObject } from "node:crypto";
import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { checkpointsPath, lastRecords } from "./checkpoint-log.ts";
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
  const wrong = (what: string): MeshauditError =>
    new MeshauditError("store-damaged", `${checkpointsPath(folder)}: ${what}`, {
      hint: "kubectl meshaudit store verify says what is wrong in all; kubectl meshaudit store recreate goes on in a new project",
    });
  let newest: CheckpointRecord | null = null;
  for await (const record of lastRecords(disk, folder)) {
    if (record === null) throw wrong("the last line is no checkpoint");
    newest ??= record;
    if (newest.version > tableVersion + mostAhead) throw wrong(behind(newest.version, tableVersion));
    if (record.version > tableVersion) continue;
    if (record.version < tableVersion) throw wrong(`version ${tableVersion} of the table was never signed, the last is ${record.version}`);
    const checkpoint = checkpointOf(record);
    if (checkpoint === null) throw wrong("the last checkpoint is not whole");
    if (checkpoint.project !== project) throw wrong(`the last checkpoint is of the project ${checkpoint.project}, not of ${project}`);
    const key = keys.find((one) => signerId(one) === checkpoint.signer);
    if (key === undefined) throw wrong(`the last checkpoint was signed by a key that is not at hand (${checkpoint.signer})`);
    if (!isSignedBy(record, publicKeyOf(key))) throw wrong("the signature of the last checkpoint is wrong");
    if (!isWhole(checkpoint)) throw wrong("the last checkpoint contradicts itself");
    return { newest, current: { record, checkpoint } };
  }
  if (tableVersion >= 0) throw wrong(`version ${tableVersion} of the table was never signed`);
  return { newest, current: null };
};

const behind = (signed: number, table: number): string =>
  `version ${signed} of the table was signed, and it is back at ${Math.max(table, 0)}`;

const isWhole = ({ size, frontier, root }: Checkpoint): boolean =>
  frontier.length === frontierLength(size) && merkleTree({ size, frontier }).root().toString("hex") === root;
