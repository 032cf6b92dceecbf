import { isObject, type JsonValue } from "../../model/json.ts";
import { apiVersion } from "../../model/result.ts";
import type { Checkpoint, CheckpointRecord, SignedFile, SignedGroup } from "./checkpoint-record.ts";
import type { CoverNode } from "./cover.ts";

/** A record from its line; null when it is none. Its signature is another question. */
export const parseRecord = (line: string): CheckpointRecord | null => {
  let value: JsonValue;
  try {
    value = JSON.parse(line) as JsonValue;
  } catch {
    return null;
  }
  if (!isObject(value) || value["apiVersion"] !== apiVersion || value["kind"] !== "Checkpoint") return null;
  return isCount(value["number"]) && isCount(value["version"]) && typeof value["signature"] === "string"
    ? (value as CheckpointRecord)
    : null;
};

/** What a record says; null when it is no whole checkpoint. */
export const checkpointOf = (record: CheckpointRecord): Checkpoint | null => {
  const { number, project, version, reason, at, size, root, frontier, add, remove, tombstone, signer, previous } = record;
  const hashes = listOf(frontier, hashOf);
  const groups = listOf(add, groupOf);
  const removed = listOf(remove, textOf);
  const texts = [project, at, root, signer, previous];
  if (!texts.every((text) => typeof text === "string") || !isCount(size) || hashes === null || groups === null || removed === null)
    return null;
  if (reason !== "seal" && reason !== "compaction" && reason !== "retention") return null;
  const cover = tombstone === null ? [] : isObject(tombstone) ? listOf(tombstone["cover"], nodeOf) : null;
  const events = isObject(tombstone) ? tombstone["events"] : 0;
  if (cover === null || !isCount(events)) return null;
  const [inProject, time, rootText, by, before] = texts as [string, string, string, string, string];
  return {
    number,
    project: inProject,
    version,
    reason,
    at: time,
    size,
    root: rootText,
    frontier: hashes,
    add: groups,
    remove: removed,
    tombstone: tombstone === null ? null : { events, cover },
    signer: by,
    previous: before,
  };
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const textOf = (value: JsonValue): string | null => (typeof value === "string" ? value : null);

const listOf = <T>(value: JsonValue | undefined, of: (item: JsonValue) => T | null): T[] | null => {
  if (!Array.isArray(value)) return null;
  const items: T[] = [];
  for (const item of value) {
    const one = of(item);
    if (one === null) return null;
    items.push(one);
  }
  return items;
};

const hashOf = (value: JsonValue): Buffer | null => {
  const hash = typeof value === "string" ? Buffer.from(value, "base64") : null;
  return hash?.length === 32 ? hash : null;
};

const highestLevel = 53;

const nodeOf = (value: JsonValue): CoverNode | null => {
  if (!Array.isArray(value)) return null;
  const [level, index, text = null] = value;
  const hash = hashOf(text);
  return isCount(level) && level <= highestLevel && isCount(index) && hash !== null ? { level, index, hash } : null;
};

/** From the logstore on, and nowhere else. */
const segmentPath = /^dt=[0-9-]{1,20}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,200}$/;

const fileOf = (value: JsonValue): SignedFile | null => {
  if (!isObject(value)) return null;
  const { path, sha256, described } = value;
  if (typeof path !== "string" || typeof sha256 !== "string" || typeof described !== "string") return null;
  return segmentPath.test(path) ? { path, sha256, described } : null;
};

const groupOf = (value: JsonValue): SignedGroup | null => {
  if (!isObject(value)) return null;
  const { events, sum } = value;
  const files = listOf(value["files"], fileOf);
  const cover = listOf(value["cover"], nodeOf);
  return files !== null && cover !== null && isCount(events) && typeof sum === "string" ? { files, events, cover, sum } : null;
};
