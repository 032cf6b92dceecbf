import type { KeyObject } from "node:crypto";
import type { Disk } from "../disk/disk.ts";
import type { WrittenSegment } from "../segments/write-segments.ts";
import { openCheckpointLog } from "./checkpoint-log.ts";
import { recordHash, signCheckpoint, type Checkpoint, type CheckpointRecord, type SignedGroup } from "./checkpoint-record.ts";
import { appendCover, joinCovers } from "./cover.ts";
import { lastCheckpoints, type SignedCheckpoint } from "./last-checkpoint.ts";
import { merkleTree, type MerkleTree } from "./merkle.ts";
import type { SegmentLeaves } from "./segment-leaves.ts";
import { applyCheckpoint, joinedGroup, readLiveGroups, sealedGroup, type LiveGroups } from "./signed-groups.ts";
import { signerId } from "./signing-key.ts";
import { tombstoneOf } from "./tombstone.ts";

/** A change of the table that is about to be made. */
export interface PlannedChange {
  /** The version of the table that it makes. */
  version: number;
  /** ms since the epoch. */
  at: number;
}

/**
 * Signs what becomes of a project's events. A change of the table is noted here and then committed, so that nothing is ever live that was
 * not signed. When the commit fails, the next note takes the place of the one that came to nothing.
 */
export interface Evidence {
  /** Events whose places in the Merkle log are signed. */
  readonly size: number;
  /** Before a seal is committed: its segments, each with its events' leaves. Together they are the events that come next. */
  noteSeal(change: PlannedChange & { add: readonly { segment: WrittenSegment; leaves: SegmentLeaves }[] }): Promise<void>;
  /** Before a compaction is committed: `add` hold just the events of `remove`, paths that `together` would add none to. */
  noteCompaction(change: PlannedChange & { add: readonly WrittenSegment[]; remove: readonly string[] }): Promise<void>;
  /** Before it is committed that segments are kept no longer: paths that `together` would add none to. */
  noteRetention(change: PlannedChange & { remove: readonly string[] }): Promise<void>;
  /** What was noted last is committed. Only now its record is handed on. */
  committed(): void;
  /** Live segments, with those that can be removed only along with them since one compaction made them of the same events. */
  together(paths: readonly string[]): Promise<string[]>;
}

/** What signing stands on. */
export interface EvidenceOptions {
  disk: Disk;
  /** Where the log of checkpoints is. */
  folder: string;
  /** Names the project in all its records: another one's prove nothing here. */
  project: string;
  signingKey: KeyObject;
  /** Public keys of who signed for the project before. */
  trusted?: readonly KeyObject[] | undefined;
  /** The table's, -1 when there is none. */
  tableVersion: number;
  /** Is handed the record of each change that was made, to be kept in a second place; on opening once more the last one. */
  onCheckpoint?: ((record: CheckpointRecord) => void) | undefined;
}

/**
 * Opens a project's evidence to go on with it.
 *
 * @throws MeshauditError `store-damaged` when the table is not in the state that was signed last: to sign more would vouch for what
 * somebody else made of it.
 */
export const openEvidence = async (options: EvidenceOptions): Promise<Evidence> => {
  const { disk, folder, project, signingKey, trusted = [], tableVersion, onCheckpoint } = options;
  const last = await lastCheckpoints({ disk, folder, project, tableVersion, keys: [signingKey, ...trusted] });
  const log = await openCheckpointLog(disk, folder, last);
  let { newest, current } = last;
  let planned: SignedCheckpoint | null = null;
  let live: LiveGroups | null = null;
  const signer = signerId(signingKey);
  if (current !== null) onCheckpoint?.(current.record);

  /** Of thousands of records few are needed, and these only when segments are removed: they are not read before. */
  const liveGroups = async (): Promise<LiveGroups> => (live ??= await readLiveGroups(disk, folder, current?.checkpoint.version ?? -1));
  const groupsOf = async (paths: readonly string[]): Promise<SignedGroup[]> => {
    const groups = await liveGroups();
    const found = paths.map((path) => {
      const group = groups.get(path);
      if (group === undefined) throw new RangeError(`${path} is no segment that was signed`);
      return group;
    });
    return [...new Set(found)];
  };
  const wholeGroupsOf = async (paths: readonly string[]): Promise<SignedGroup[]> => {
    const groups = await groupsOf(paths);
    const left = groups.flatMap(({ files }) => files).find(({ path }) => !paths.includes(path));
    if (left !== undefined) throw new RangeError(`${left.path} was not removed, and was made of the same events`);
    return groups;
  };
  const tree = (): MerkleTree => merkleTree(current?.checkpoint);

  const note = async (
    { version, at }: PlannedChange,
    { size, root, frontier }: MerkleTree,
    what: Pick<Checkpoint, "reason" | "add" | "remove" | "tombstone">,
  ): Promise<void> => {
    const checkpoint: Checkpoint = {
      number: newest === null ? 0 : newest.number + 1,
      project,
      version,
      at: new Date(at).toISOString(),
      size,
      root: root().toString("hex"),
      frontier: frontier(),
      signer,
      previous: newest === null ? "" : recordHash(newest),
      ...what,
    };
    const record = signCheckpoint(checkpoint, signingKey);
    planned = null;
    await log.append(record);
    newest = record;
    planned = { record, checkpoint };
  };

  return {
    get size() {
      return current?.checkpoint.size ?? 0;
    },
    async noteSeal({ add, ...change }) {
      const groups = add.map(({ segment, leaves }) => sealedGroup(segment, leaves));
      const after = tree();
      appendCover(after, joinCovers(groups.map(({ cover }) => cover)));
      await note(change, after, { reason: "seal", add: groups, remove: [], tombstone: null });
    },
    async noteCompaction({ add, remove, ...change }) {
      const groups = await wholeGroupsOf(remove);
      await note(change, tree(), { reason: "compaction", add: [joinedGroup(add, groups)], remove: [...remove], tombstone: null });
    },
    async noteRetention({ remove, ...change }) {
      const tombstone = tombstoneOf(await wholeGroupsOf(remove));
      await note(change, tree(), { reason: "retention", add: [], remove: [...remove], tombstone });
    },
    committed() {
      if (planned === null) return;
      if (live !== null) applyCheckpoint(live, planned.checkpoint);
      current = planned;
      planned = null;
      onCheckpoint?.(current.record);
    },
    together: async (paths) => (await groupsOf(paths)).flatMap(({ files }) => files.map(({ path }) => path)),
  };
};
