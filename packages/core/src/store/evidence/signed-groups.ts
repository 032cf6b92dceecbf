import type { Disk } from "../disk/disk.ts";
import type { WrittenSegment } from "../segments/write-segments.ts";
import { carriedOut } from "./carried-out.ts";
import { checkpointLines } from "./checkpoint-log.ts";
import { signedFile, type Checkpoint, type SignedGroup } from "./checkpoint-record.ts";
import { joinCovers } from "./cover.ts";
import { leafSum } from "./leaf-sum.ts";
import { checkpointOf, parseRecord } from "./parse-checkpoint.ts";
import type { SegmentLeaves } from "./segment-leaves.ts";

/** Which group each live segment is of, by its path. */
export type LiveGroups = Map<string, SignedGroup>;

/** What is signed of a new segment, made of the leaves of its events. */
export const sealedGroup = (segment: WrittenSegment, { events, cover, sum }: SegmentLeaves): SignedGroup => {
  if (events !== segment.events) throw new RangeError(`${segment.path} holds ${segment.events} events, not ${events}`);
  return { files: [signedFile(segment)], events, cover, sum };
};

/** What is signed of segments that hold the events of others: what was signed of those. Nothing that is read back is trusted for it. */
export const joinedGroup = (segments: readonly WrittenSegment[], groups: readonly SignedGroup[]): SignedGroup => {
  const sum = leafSum();
  for (const group of groups) sum.add(Buffer.from(group.sum, "hex"));
  return {
    files: segments.map(signedFile),
    events: groups.reduce((all, { events }) => all + events, 0),
    cover: joinCovers(groups.map(({ cover }) => cover)),
    sum: sum.value().toString("hex"),
  };
};

/** What was live after a checkpoint, of what was before. Gives back the groups that went, and the paths it removes that were not live. */
export const applyCheckpoint = (live: LiveGroups, { add, remove }: Checkpoint): { gone: SignedGroup[]; unknown: string[] } => {
  const gone = new Set<SignedGroup>();
  const unknown: string[] = [];
  for (const path of remove) {
    const group = live.get(path);
    if (group === undefined) unknown.push(path);
    else gone.add(group);
    live.delete(path);
  }
  for (const group of add) for (const { path } of group.files) live.set(path, group);
  return { gone: [...gone], unknown };
};

/** The groups that are live in a version of the table, as its checkpoints say. They are verified by whoever verifies the store. */
export const readLiveGroups = async (disk: Disk, folder: string, tableVersion: number): Promise<LiveGroups> => {
  const live: LiveGroups = new Map();
  for await (const { record, isDone } of carriedOut(checkpoints(disk, folder), tableVersion)) if (isDone) applyCheckpoint(live, record);
  return live;
};

async function* checkpoints(disk: Disk, folder: string): AsyncGenerator<Checkpoint> {
  for await (const line of checkpointLines(disk, folder)) {
    const record = parseRecord(line);
    const checkpoint = record && checkpointOf(record);
    if (checkpoint !== null) yield checkpoint;
  }
}
