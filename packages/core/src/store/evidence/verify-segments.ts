import { createHash } from "node:crypto";
import { join } from "node:path";
import { canonicalEvent } from "../../decode/event-hash.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { SignedFile, SignedGroup } from "./checkpoint-record.ts";
import { coverBuilder, leavesOf, rangesOf, sameCover, type CoverNode, type SeqRange } from "./cover.ts";
import { leafSum } from "./leaf-sum.ts";
import { leafHash } from "./merkle.ts";
import type { LiveGroups } from "./signed-groups.ts";
import type { Problem, Problems } from "./verification.ts";

/** Segments whose rows are to be read; their events have numbers from `firstSeq` to below `nextSeq`. */
export interface SegmentRows {
  path: string;
  firstSeq: number;
  nextSeq: number;
}

/** Reads the events of segments, of all of them together in the order of their numbers. */
export type ReadRows = (segments: readonly SegmentRows[]) => AsyncIterable<readonly { seq: number; event: AuditEvent }[]>;

/** What segments are verified with. */
export interface SegmentQuestion {
  disk: Disk;
  logstore: string;
  live: LiveGroups;
  /** Whether the table has a segment still: one that it had may be replaced and cleared away while others are looked at. */
  isLive(path: string): Promise<boolean>;
  /** Reads events again; null: only bytes are compared. */
  rows: ReadRows | null;
  /** Called before each group, with how many are done and how many there are. */
  onProgress?: ((done: number, of: number) => void) | undefined;
}

/** What came of it. */
export interface VerifiedSegments {
  proven: number;
  unread: number;
  firstWrong: string | null;
}

/** Groups in the order of their first events. */
export const inOrder = (live: LiveGroups): SignedGroup[] =>
  [...new Set(live.values())].sort((a, b) => (rangesOf(a.cover)[0]?.from ?? 0) - (rangesOf(b.cover)[0]?.from ?? 0));

/** Holds each segment that is to be there against what was signed of it: its bytes, and its events one by one. */
export const verifySegments = async (
  { disk, logstore, live, isLive, rows, onProgress }: SegmentQuestion,
  problems: Problems,
): Promise<VerifiedSegments> => {
  const groups = inOrder(live);
  const owners = new Map(groups.flatMap(({ files }) => files.map(({ sha256, path }) => [sha256, path] as const)));
  const verified: VerifiedSegments = { proven: 0, unread: 0, firstWrong: null };
  for (const [index, group] of groups.entries()) {
    onProgress?.(index, groups.length);
    let isGone = false;
    const wrong: (Pick<Problem, "kind" | "message"> & { segment: string })[] = [];
    for (const file of group.files) {
      const problem = await wrongBytes(disk, logstore, file, owners);
      if (problem?.kind === "segment-missing") isGone = true;
      if (problem !== null && (problem.kind !== "segment-missing" || (await isLive(file.path))))
        wrong.push({ ...problem, segment: file.path });
    }
    const found = rows === null || isGone ? null : await readGroup(rows, group);
    const what = found === null ? null : wrongEvents(group, found);
    const [first] = wrong;
    if (what !== null && first === undefined)
      wrong.push({ kind: "events-changed", message: `${namesOf(group)}: ${what}`, segment: group.files[0]?.path ?? "" });
    else if (what !== null && first !== undefined && found?.unreadable === null) first.message += `: ${what}`;
    else if (first?.kind === "segment-changed" && found !== null && what === null)
      first.message += ", though all its events are as they were";
    for (const problem of wrong) problems.add(problem);
    verified.firstWrong ??= wrong[0]?.segment ?? null;
    if (wrong.length > 0) continue;
    if (found === null) verified.unread += group.events;
    else verified.proven += group.events;
  }
  return verified;
};

const namesOf = ({ files }: SignedGroup): string => files.map(({ path }) => path).join(", ");

const wrongBytes = async (
  disk: Disk,
  logstore: string,
  { path, sha256 }: SignedFile,
  owners: ReadonlyMap<string, string>,
): Promise<Pick<Problem, "kind" | "message"> | null> => {
  const found = await sha256Of(disk, join(logstore, path));
  if (found === null) return { kind: "segment-missing", message: `${path} is not there` };
  if (found === sha256) return null;
  const owner = owners.get(found);
  if (owner !== undefined) return { kind: "segment-swapped", message: `${path} has the bytes of ${owner}` };
  return { kind: "segment-changed", message: `${path} was changed` };
};

const blockBytes = 1 << 22;

const sha256Of = async (disk: Disk, path: string): Promise<string | null> => {
  const hash = createHash("sha256");
  try {
    for (let at = 0; ; at += blockBytes) {
      const block = await disk.readAt(path, at, blockBytes);
      hash.update(block);
      if (block.length < blockBytes) return hash.digest("hex");
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

interface FoundEvents {
  cover: CoverNode[];
  events: number;
  sum: string;
  /** Why they could not be read to the end; null when they could. */
  unreadable: string | null;
}

/** null: a file is gone, as when a compaction's replaced ones are cleared away. */
const readGroup = async (rows: ReadRows, { files, cover }: SignedGroup): Promise<FoundEvents | null> => {
  const builder = coverBuilder();
  const sum = leafSum();
  const ranges = rangesOf(cover);
  const [firstSeq, nextSeq] = [ranges[0]?.from ?? 0, ranges.at(-1)?.to ?? 0];
  let events = 0;
  let unreadable: string | null = null;
  try {
    for await (const batch of rows(files.map(({ path }) => ({ path, firstSeq, nextSeq }))))
      for (const { seq, event } of batch) {
        const hash = leafHash(canonicalEvent(event));
        builder.add(seq, hash);
        sum.add(hash);
        events++;
      }
  } catch (error) {
    if (isMissing(error)) return null;
    if (!(error instanceof MeshauditError) && !(error instanceof RangeError)) throw error;
    unreadable = error.message;
  }
  return { cover: builder.nodes(), events, sum: sum.value().toString("hex"), unreadable };
};

/** In which way events are not those that were signed; null when they are. */
const wrongEvents = (group: SignedGroup, found: FoundEvents): string | null => {
  if (found.unreadable !== null) return found.unreadable;
  if (sameCover(found.cover, group.cover)) return null;
  if (found.events !== group.events) return `it holds ${found.events} events, and ${group.events} were signed`;
  if (found.sum === group.sum) return "its events are in another order";
  const [least, most] = [leavesOf(found.cover), leavesOf(group.cover)];
  const where = least === most ? firstDifference(found.cover, group.cover) : null;
  return where === null ? "its events have other numbers" : `an event was changed, of the numbers ${where.from} to ${where.to - 1}`;
};

/** The first subtree that is in both covers with different hashes. */
const firstDifference = (one: readonly CoverNode[], other: readonly CoverNode[]): SeqRange | null => {
  const hashes = new Map(one.map(({ level, index, hash }) => [`${level} ${index}`, hash]));
  const node = other.find(({ level, index, hash }) => hashes.get(`${level} ${index}`)?.equals(hash) === false);
  return node === undefined ? null : (rangesOf([node])[0] ?? null);
};
