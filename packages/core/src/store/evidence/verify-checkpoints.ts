import type { KeyObject } from "node:crypto";
import { carriedOut } from "./carried-out.ts";
import { isSignedBy, recordHash, type Checkpoint, type CheckpointRecord, type SignedGroup } from "./checkpoint-record.ts";
import { appendCover, joinCovers, sameCover, type CoverNode } from "./cover.ts";
import { merkleTree, type MerkleTree } from "./merkle.ts";
import { checkpointOf, parseRecord } from "./parse-checkpoint.ts";
import { applyCheckpoint, joinedGroup, type LiveGroups } from "./signed-groups.ts";
import { signerId } from "./signing-key.ts";
import type { Problem, Problems } from "./verification.ts";

/** What the checkpoints say that there is to be. */
export interface SignedState {
  live: LiveGroups;
  /** Of events that retention took away. */
  retired: { events: number; covers: CoverNode[][] };
  /** The last one whose change was made. */
  current: Checkpoint | null;
  /** Those behind it, whose changes were not made. */
  plans: Checkpoint[];
  count: number;
  from: string | null;
  to: string | null;
  signers: Set<string>;
  /** `recordHash` of each, by its number, and whether its change was made. */
  hashes: Map<number, { hash: string; isDone: boolean }>;
  /** Numbers of the lines behind the last checkpoint that are none: a crash may leave such. */
  torn: number[];
}

/** What checkpoints are verified with. */
export interface CheckpointQuestion {
  lines: AsyncIterable<string>;
  project: string;
  tableVersion: number;
  /** Of all that may have signed. */
  keys: readonly KeyObject[];
}

/** Verifies the log of checkpoints by itself: signatures, its order without a gap, and that each follows from those before. */
export const verifyCheckpoints = async (
  { lines, project, tableVersion, keys }: CheckpointQuestion,
  problems: Problems,
): Promise<SignedState> => {
  const state: SignedState = {
    live: new Map(),
    retired: { events: 0, covers: [] },
    current: null,
    plans: [],
    count: 0,
    from: null,
    to: null,
    signers: new Set(),
    hashes: new Map(),
    torn: [],
  };
  const byId = new Map(keys.map((key) => [signerId(key), key]));
  const read = readable(lines, state.torn, (record, checkpoint, previous) => {
    for (const line of state.torn.splice(0)) problems.add(unreadable(line));
    verifySignature(record, checkpoint, byId, problems);
    verifyPlace(checkpoint, previous, project, problems);
    state.count++;
    state.from ??= checkpoint.at;
    state.to = checkpoint.at;
    state.signers.add(checkpoint.signer);
  });
  let tree = merkleTree();
  for await (const { record, isDone } of carriedOut(read, tableVersion)) {
    const { checkpoint, hash } = record;
    state.hashes.set(checkpoint.number, { hash, isDone });
    if (!isDone) {
      state.plans.push(checkpoint);
      continue;
    }
    state.plans = [];
    tree = follow(state, tree, checkpoint, problems);
    state.current = checkpoint;
  }
  return state;
};

/** A line that is no checkpoint. */
export const unreadable = (line: number): Pick<Problem, "kind" | "message"> => ({
  kind: "checkpoint-unreadable",
  message: `line ${line} of the checkpoints is none`,
});

interface Read {
  version: number;
  checkpoint: Checkpoint;
  hash: string;
}

async function* readable(
  lines: AsyncIterable<string>,
  torn: number[],
  onRecord: (record: CheckpointRecord, checkpoint: Checkpoint, previous: { number: number; hash: string } | null) => void,
): AsyncGenerator<Read> {
  let previous: { number: number; hash: string } | null = null;
  let line = 0;
  for await (const text of lines) {
    line++;
    const record = parseRecord(text);
    const checkpoint = record && checkpointOf(record);
    if (record === null || checkpoint === null) {
      torn.push(line);
      continue;
    }
    const hash = recordHash(record);
    onRecord(record, checkpoint, previous);
    previous = { number: checkpoint.number, hash };
    yield { version: checkpoint.version, checkpoint, hash };
  }
}

const verifySignature = (
  record: CheckpointRecord,
  { number, signer }: Checkpoint,
  keys: ReadonlyMap<string, KeyObject>,
  problems: Problems,
): void => {
  const key = keys.get(signer);
  const wrong = { kind: "checkpoint-forged" as const, checkpoint: number };
  if (key === undefined) problems.add({ ...wrong, message: `checkpoint ${number} was signed by a key that is not trusted (${signer})` });
  else if (!isSignedBy(record, key)) problems.add({ ...wrong, message: `the signature of checkpoint ${number} is wrong` });
};

const verifyPlace = (
  { number, previous, project }: Checkpoint,
  before: { number: number; hash: string } | null,
  expected: string,
  problems: Problems,
): void => {
  if (project !== expected)
    problems.add({
      kind: "checkpoint-foreign",
      checkpoint: number,
      message: `checkpoint ${number} is of the project ${project}, not of ${expected}`,
    });
  const next = before === null ? 0 : before.number + 1;
  if (number !== next)
    problems.add({
      kind: "checkpoints-broken",
      checkpoint: number,
      message: before === null ? `the first checkpoint is number ${number}` : `after checkpoint ${before.number} comes ${number}`,
    });
  else if (previous !== (before?.hash ?? ""))
    problems.add({
      kind: "checkpoints-broken",
      checkpoint: number,
      message: `checkpoint ${number} follows another one than stands before it`,
    });
};

/** Holds a checkpoint against those before it, and gives the Merkle log after it. */
const follow = (state: SignedState, tree: MerkleTree, checkpoint: Checkpoint, problems: Problems): MerkleTree => {
  const { number, add, reason, tombstone, version } = checkpoint;
  const wrong = (what: string): void =>
    problems.add({ kind: "checkpoint-wrong", checkpoint: number, message: `checkpoint ${number}: ${what}` });
  const before = state.current?.version ?? -1;
  if (version !== before + 1) wrong(`it is for version ${version} of the table, after ${before}`);
  const { gone, unknown } = applyCheckpoint(state.live, checkpoint);
  for (const path of unknown) wrong(`it removes ${path}, which was not there`);
  try {
    if (reason === "seal") {
      if (gone.length > 0) wrong("a seal removes nothing");
      appendCover(tree, joinCovers(add.map(({ cover }) => cover)));
    } else if (reason === "compaction") {
      if (!sameEvents(add, gone)) wrong("the compaction's segments are not said to hold the events of those that it replaces");
    } else if (tombstone === null || add.length > 0 || !sameCover(tombstone.cover, joinCovers(gone.map(({ cover }) => cover)))) {
      wrong("its tombstone is not that of the segments that it removes");
    }
    if (reason === "retention" && tombstone !== null) {
      state.retired.events += tombstone.events;
      state.retired.covers.push(tombstone.cover);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    wrong(error.message);
  }
  if (tree.size === checkpoint.size && tree.root().toString("hex") === checkpoint.root) return tree;
  wrong(`its root is not that of the ${checkpoint.size} events up to it`);
  return resumed(checkpoint) ?? tree;
};

const resumed = ({ size, frontier }: Checkpoint): MerkleTree | null => {
  try {
    return merkleTree({ size, frontier });
  } catch {
    return null;
  }
};

const sameEvents = ([added, ...more]: readonly SignedGroup[], gone: readonly SignedGroup[]): boolean => {
  if (added === undefined || more.length > 0) return false;
  const { events, cover, sum } = joinedGroup([], gone);
  return added.events === events && added.sum === sum && sameCover(added.cover, cover);
};
