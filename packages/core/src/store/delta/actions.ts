import { MeshauditError } from "../../model/error.ts";
import { isObject, own, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { LiveSegment, RemovedSegment, TableState } from "./table-state.ts";
import { metaDataAction, protocolAction } from "./table-schema.ts";

/** The application id under which commits note how far the journal is sealed. */
const journalId = "journal";

/** Delta's paths are URLs. */
const pathUrl = (path: string): string => path.split("/").map(encodeURIComponent).join("/").replaceAll("%3D", "=");

/** A commit's note of how far the journal is sealed. */
export const txnAction = (sealedSeq: number, at: number): JsonObject => ({
  txn: { appId: journalId, version: sealedSeq, lastUpdated: at },
});

/** A segment becomes part of the table. `dataChange`: false when the same rows were in other segments before. */
export const addAction = (segment: LiveSegment, dataChange: boolean): JsonObject => ({
  add: {
    path: pathUrl(segment.path),
    partitionValues: { dt: segment.dt },
    size: segment.size,
    modificationTime: segment.addedAt,
    dataChange,
    stats: segment.stats,
    tags: {
      sha256: segment.sha256,
      levels: JSON.stringify(segment.levels),
      firstSeq: String(segment.firstSeq),
      nextSeq: String(segment.nextSeq),
    },
  },
});

/** A segment is part of the table no longer. `dataChange`: false when its rows live on in other segments. */
export const removeAction = ({ path, dt, size, removedAt }: RemovedSegment, dataChange: boolean): JsonObject => ({
  remove: {
    path: pathUrl(path),
    deletionTimestamp: removedAt,
    dataChange,
    extendedFileMetadata: true,
    partitionValues: { dt },
    size,
  },
});

/** All that makes a table what it is, as the actions of one commit would make it. */
export const stateActions = ({ identity, sealedSeq, segments, removed }: TableState, at: number): JsonObject[] =>
  identity === null
    ? []
    : [
        protocolAction,
        metaDataAction(identity),
        txnAction(sealedSeq, at),
        ...segments.map((segment) => addAction(segment, false)),
        ...removed.map((tombstone) => removeAction(tombstone, false)),
      ];

/** Actions as a file of the log has them. */
export const actionsText = (actions: readonly JsonObject[]): string => actions.map((action) => `${JSON.stringify(action)}\n`).join("");

/** A table as it comes about while its log is read. */
export interface Replay {
  identity: TableState["identity"];
  sealedSeq: number;
  segments: Map<string, LiveSegment>;
  removed: Map<string, RemovedSegment>;
}

/**
 * Applies a file of the log. Throws MeshauditError `store-damaged` when it is broken, or was written by a program that leaves out what
 * the store needs.
 */
export const replayActions = (replay: Replay, text: string, file: string): void => {
  if (!text.endsWith("\n")) throw broken(file, "it ends half-way");
  for (const line of text.split("\n")) if (line !== "") replayAction(replay, parsed(line, file), file);
};

const broken = (file: string, what: string): MeshauditError =>
  new MeshauditError("store-damaged", `the table's log ${file} cannot be read: ${what}`, {
    hint: "bring the file back from a copy; kubectl meshaudit store verify tells what else is wrong",
  });

const parsed = (line: string, file: string): JsonValue => {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    throw broken(file, "it has a line that is no JSON");
  }
};

const replayAction = (replay: Replay, action: JsonValue, file: string): void => {
  const [add, remove, txn, metaData, protocol] = ["add", "remove", "txn", "metaData", "protocol"].map((kind) => own(action, kind));
  if (isObject(add)) {
    const segment = segmentOf(add, file);
    replay.segments.set(segment.path, segment);
    replay.removed.delete(segment.path);
  } else if (isObject(remove)) {
    const tombstone = tombstoneOf(remove, file);
    replay.segments.delete(tombstone.path);
    replay.removed.set(tombstone.path, tombstone);
  } else if (isObject(txn)) {
    if (own(txn, "appId") === journalId) replay.sealedSeq = numberOf(own(txn, "version"), file);
  } else if (isObject(metaData)) {
    replay.identity = { id: textAt(metaData, "id") ?? "", createdAt: numberOf(own(metaData, "createdTime"), file) };
  } else if (isObject(protocol) && numberOf(own(protocol, "minReaderVersion"), file) > 1) {
    throw broken(file, "another program has changed the table to a version that this one does not know");
  }
};

const numberOf = (value: JsonValue | undefined, file: string): number => {
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw broken(file, "it lacks a number");
};

const pathOf = (action: JsonObject, file: string): string => {
  const url = textAt(action, "path");
  if (url === null) throw broken(file, "an action lacks its path");
  const path = decodeURIComponent(url);
  if (/^dt=[^/]+\/part-[^/]+\.parquet$/.test(path)) return path;
  throw broken(file, `${JSON.stringify(path.slice(0, 80))} is no segment's path`);
};

const segmentOf = (add: JsonObject, file: string): LiveSegment => {
  const [stats, tags] = [textAt(add, "stats"), own(add, "tags")];
  const sha256 = textAt(tags, "sha256");
  if (stats === null || sha256 === null) throw broken(file, "a segment in it was added by another program");
  const summary = parsed(stats, file);
  return {
    path: pathOf(add, file),
    dt: textAt(add, "partitionValues", "dt") ?? "",
    size: numberOf(own(add, "size"), file),
    sha256,
    events: numberOf(own(summary, "numRecords"), file),
    firstSeq: numberOf(own(tags, "firstSeq"), file),
    nextSeq: numberOf(own(tags, "nextSeq"), file),
    from: textAt(summary, "minValues", "stageTimestamp") ?? "",
    to: textAt(summary, "maxValues", "stageTimestamp") ?? "",
    levels: (parsed(textAt(tags, "levels") ?? "{}", file) ?? {}) as Record<string, number>,
    stats,
    addedAt: numberOf(own(add, "modificationTime"), file),
  };
};

const tombstoneOf = (remove: JsonObject, file: string): RemovedSegment => ({
  path: pathOf(remove, file),
  dt: textAt(remove, "partitionValues", "dt") ?? "",
  size: numberOf(own(remove, "size"), file),
  removedAt: numberOf(own(remove, "deletionTimestamp"), file),
});
