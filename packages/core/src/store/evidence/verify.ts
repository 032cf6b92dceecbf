import type { KeyObject } from "node:crypto";
import { apiVersion } from "../../model/result.ts";
import type { TableState } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import type { StorePaths } from "../layout.ts";
import { checkpointLines } from "./checkpoint-log.ts";
import { describedOf, isSignedBy, recordHash } from "./checkpoint-record.ts";
import { appendCover, coverBuilder, joinCovers, leavesOf, rangesOf, sameCover, type CoverNode } from "./cover.ts";
import { leafHash, merkleTree } from "./merkle.ts";
import { checkpointOf, parseRecord } from "./parse-checkpoint.ts";
import { signerId } from "./signing-key.ts";
import { problems as noProblems, type Problems, type StoreVerification } from "./verification.ts";
import { unreadable, verifyCheckpoints, type SignedState } from "./verify-checkpoints.ts";
import { inOrder, verifySegments, type ReadRows } from "./verify-segments.ts";

/** What a store is verified with. */
export interface VerifyQuestion {
  disk: Disk;
  paths: StorePaths;
  /** Its name in the checkpoints. */
  project: string;
  readTable(): Promise<TableState>;
  /** Public keys of all that may have signed: from elsewhere than the store. */
  keys: readonly KeyObject[];
  /** Reads the events of segments; null: only their bytes are compared, in a fraction of the time. */
  rows: ReadRows | null;
  /** Hands over what is in the journal, canonical texts, from a number on. */
  journal(fromSeq: number, onLines: (lines: { firstSeq: number; lines: readonly string[] }) => void): Promise<unknown>;
  /** The checkpoints that a second place has, as lines; null: there is none. Only it can tell that the last ones are gone. */
  copy: (() => AsyncIterable<string> | Iterable<string>) | null;
  onProgress?: (done: number, of: number) => void;
}

/** A writer may go on all the while: what seems wrong is looked at again when the table has changed, so often. */
const mostTries = 10;

/**
 * Proves that nothing of what was signed in a store was changed, removed outside of retention or reordered, or tells what was. What has
 * not been sealed yet is not signed either. It takes no lock, and tells of one moment at its beginning.
 */
export const verifyStore = async (question: VerifyQuestion): Promise<StoreVerification> => {
  const { disk, paths, project, readTable, rows, onProgress } = question;
  const { table, signed, problems, compared, wrongInTable } = await verifyLists(question, mostTries);
  const isLive = async (path: string): Promise<boolean> => (await readTable()).segments.some((segment) => segment.path === path);
  const { proven, unread, firstWrong } = await verifySegments(
    { disk, logstore: paths.logstore, live: signed.live, isLive, rows, onProgress },
    problems,
  );
  return {
    apiVersion,
    kind: "StoreVerification",
    project,
    isSound: problems.count === 0,
    firstWrongSegment: firstOf(signed, [wrongInTable[0], firstWrong]),
    problems: problems.told,
    problemCount: problems.count,
    checkpoints: {
      count: signed.count,
      from: signed.from,
      to: signed.to,
      root: signed.current?.root ?? null,
      signers: [...signed.signers],
      compared,
    },
    segments: table.segments.length,
    events: { proven, unread, retired: signed.retired.events },
  };
};

interface VerifiedLists {
  table: TableState;
  signed: SignedState;
  problems: Problems;
  compared: number | null;
  wrongInTable: string[];
}

/** Holds the table, the checkpoints and their copy against each other. */
const verifyLists = async (question: VerifyQuestion, tries: number): Promise<VerifiedLists> => {
  const { disk, paths, project, readTable, keys, copy } = question;
  const problems = noProblems();
  const table = await readTable();
  const lines = checkpointLines(disk, paths.evidence);
  const signed = await verifyCheckpoints({ lines, project, tableVersion: table.version, keys }, problems);
  const compared = copy === null ? null : await verifyCopy(copy(), signed, keys, problems);
  const wrongInTable = verifyTable(table, signed, problems);
  await verifyPlans(question, signed, problems);
  verifyRoot(signed, problems);
  if (problems.count > 0 && tries > 1 && (await readTable()).version !== table.version) return verifyLists(question, tries - 1);
  return { table, signed, problems, compared, wrongInTable };
};

/** Of some segments the one whose events come first; one that was never signed comes last. */
const firstOf = ({ live }: SignedState, paths: readonly (string | null | undefined)[]): string | null => {
  const named = paths.filter((path) => typeof path === "string");
  const order = inOrder(live).flatMap(({ files }) => files.map(({ path }) => path));
  return order.find((path) => named.includes(path)) ?? named[0] ?? null;
};

/** What is live is what was signed, and said to be as it was signed. Gives the wrong ones, in order. */
const verifyTable = ({ version, sealedSeq, segments }: TableState, signed: SignedState, problems: Problems): string[] => {
  const { current, live, torn } = signed;
  const wrong: string[] = [];
  if ((current?.version ?? -1) !== version) {
    for (const line of torn) problems.add(unreadable(line));
    problems.add({
      kind: "checkpoints-dropped",
      message: `the table is at version ${version}, and the last that was signed is ${current?.version ?? "none"}`,
    });
  }
  if ((current?.size ?? 0) !== sealedSeq)
    problems.add({ kind: "position-wrong", message: `the journal counts from event ${sealedSeq}, and ${current?.size ?? 0} were signed` });
  const listed = new Map(segments.map((segment) => [segment.path, segment]));
  for (const { files } of inOrder(live))
    for (const { path, described } of files) {
      const segment = listed.get(path);
      listed.delete(path);
      if (segment !== undefined && describedOf(segment) === described) continue;
      wrong.push(path);
      if (segment === undefined) problems.add({ kind: "segment-removed", segment: path, message: `${path} was taken out of the table` });
      else
        problems.add({
          kind: "segment-misdescribed",
          segment: path,
          message: `the table says other things of ${path} than when it was written: readers may pass it over`,
        });
    }
  for (const path of listed.keys()) {
    wrong.push(path);
    problems.add({ kind: "segment-extra", segment: path, message: `${path} is in the table and was never signed` });
  }
  return wrong;
};

/** What was planned and not made did no harm: the events are still where they were. */
const verifyPlans = async ({ journal }: VerifyQuestion, { current, plans }: SignedState, problems: Problems): Promise<void> => {
  const from = current?.size ?? 0;
  for (const { reason, add, number, version } of plans) {
    if (reason !== "seal") continue;
    const cover = coverOrNull(add.map((group) => group.cover));
    const to = rangesOf(cover ?? []).at(-1)?.to ?? from;
    const found = coverBuilder();
    let next = from;
    await journal(from, ({ firstSeq, lines }) => {
      for (const [index, text] of lines.entries()) {
        if (firstSeq + index !== next || next >= to) continue;
        found.add(next, leafHash(text));
        next++;
      }
    });
    if (cover !== null && sameCover(found.nodes(), cover)) continue;
    problems.add({
      kind: "change-undone",
      checkpoint: number,
      message: `version ${version} of the table was signed and is not there, nor are all its ${leavesOf(cover ?? [])} events in the journal`,
    });
  }
};

const coverOrNull = (covers: readonly (readonly CoverNode[])[]): CoverNode[] | null => {
  try {
    return joinCovers(covers);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** All that is live and all that is retired make up the Merkle log. */
const verifyRoot = ({ current, live, retired }: SignedState, problems: Problems): void => {
  if (current === null) return;
  const all = coverOrNull([...inOrder(live).map(({ cover }) => cover), ...retired.covers]) ?? [];
  const [whole, ...more] = rangesOf(all);
  const isWhole = current.size === 0 ? whole === undefined : whole?.from === 0 && whole.to === current.size && more.length === 0;
  const tree = merkleTree();
  if (isWhole) appendCover(tree, all);
  if (!isWhole || tree.root().toString("hex") !== current.root)
    problems.add({ kind: "root-wrong", message: `what was signed of segments and tombstones is not all of the ${current.size} events` });
};

/** What a second place was handed is still here, just so. Gives how many it has. */
const verifyCopy = async (
  copy: AsyncIterable<string> | Iterable<string>,
  { hashes }: SignedState,
  keys: readonly KeyObject[],
  problems: Problems,
): Promise<number> => {
  let count = 0;
  for await (const line of copy) {
    if (line === "") continue;
    const record = parseRecord(line);
    const checkpoint = record && checkpointOf(record);
    const key = keys.find((one) => signerId(one) === checkpoint?.signer);
    if (record === null || checkpoint === null || key === undefined || !isSignedBy(record, key)) {
      problems.add({ kind: "checkpoint-unreadable", message: `line ${count + 1} of the checkpoints' copy is none that was signed` });
      continue;
    }
    count++;
    const { number } = checkpoint;
    const here = hashes.get(number);
    if (here === undefined)
      problems.add({ kind: "checkpoints-dropped", checkpoint: number, message: `checkpoint ${number} is gone: the second place has it` });
    else if (here.hash !== recordHash(record))
      problems.add({ kind: "checkpoints-broken", checkpoint: number, message: `checkpoint ${number} is another one in the second place` });
    else if (!here.isDone)
      problems.add({ kind: "change-undone", checkpoint: number, message: `what checkpoint ${number} is for was made, and undone since` });
  }
  return count;
};
