import { createHash, sign, verify, type KeyObject } from "node:crypto";
import { canonicalJson } from "../../decode/event-hash.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import { apiVersion } from "../../model/result.ts";
import type { WrittenSegment } from "../segments/write-segments.ts";
import type { CoverNode } from "./cover.ts";
import type { Tombstone } from "./tombstone.ts";

/** A segment's file. */
export interface SignedFile {
  path: string;
  sha256: string;
  /** Over what the table's log says of it, see `describedOf`: readers pass segments over by that. */
  described: string;
}

/** Files that hold the same events together: one, or those into which a day was compacted. */
export interface SignedGroup {
  files: SignedFile[];
  events: number;
  /** Of the events' leaves in the Merkle log. */
  cover: CoverNode[];
  /** `leafSum` of the leaves, hex. */
  sum: string;
}

/** Why the table was changed. */
export type CheckpointReason = "seal" | "compaction" | "retention";

/** What is signed of a change of the table. */
export interface Checkpoint {
  /** Counts the records of a project. */
  number: number;
  /** The project it is of: one project's records are no proof in another. */
  project: string;
  /** The version of the table that the change makes. */
  version: number;
  reason: CheckpointReason;
  /** RFC 3339. */
  at: string;
  /** The Merkle log after it: its size, its root, hex, and its frontier. */
  size: number;
  root: string;
  frontier: Buffer[];
  add: SignedGroup[];
  /** Paths. */
  remove: string[];
  /** What stays of events that were not kept longer; null unless that is the reason. */
  tombstone: Tombstone | null;
  /** `signerId` of the key. */
  signer: string;
  /** `recordHash` of the record before; "" for the first. */
  previous: string;
}

interface UnsignedRecord extends JsonObject {
  apiVersion: typeof apiVersion;
  kind: "Checkpoint";
  number: number;
  version: number;
}

/** A signed checkpoint as JSON, one line of the log of them; hashes of subtrees in base64. */
export interface CheckpointRecord extends UnsignedRecord {
  signature: string;
}

/** A digest of what the table's log says of a segment, but for when it was added. */
export const describedOf = (segment: WrittenSegment): string => {
  const { dt, size, events, firstSeq, nextSeq, from, to, levels, stats } = segment;
  return hexOf(canonicalJson({ dt, size, events, firstSeq, nextSeq, from, to, levels, stats }));
};

/** What is signed of a segment's file. */
export const signedFile = (segment: WrittenSegment): SignedFile => ({
  path: segment.path,
  sha256: segment.sha256,
  described: describedOf(segment),
});

const hexOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** No other text that the key may ever sign begins so. */
const domain = "meshaudit checkpoint\n";

/** Signs a checkpoint with an Ed25519 key. */
export const signCheckpoint = (checkpoint: Checkpoint, key: KeyObject): CheckpointRecord => {
  const { frontier, add, tombstone, ...rest } = checkpoint;
  const body: UnsignedRecord = {
    apiVersion,
    kind: "Checkpoint",
    ...rest,
    frontier: frontier.map(base64),
    add: add.map((group) => ({ ...group, files: group.files.map((file) => ({ ...file })), cover: group.cover.map(nodeJson) })),
    tombstone: tombstone && { events: tombstone.events, cover: tombstone.cover.map(nodeJson) },
  };
  return { ...body, signature: sign(null, Buffer.from(domain + canonicalJson(body)), key).toString("base64") };
};

/** Whether the owner of the key signed the record, just as it is. */
export const isSignedBy = (record: CheckpointRecord, key: KeyObject): boolean => {
  const { signature, ...body } = record;
  return verify(null, Buffer.from(domain + canonicalJson(body)), key, Buffer.from(signature, "base64"));
};

/** SHA-256 over a record, hex: what the next one names it by. */
export const recordHash = (record: CheckpointRecord): string => hexOf(canonicalJson(record));

const base64 = (hash: Buffer): string => hash.toString("base64");
const nodeJson = ({ level, index, hash }: CoverNode): JsonValue => [level, index, base64(hash)];
