import { timeOf } from "../../decode/event-time.ts";
import { MeshauditError } from "../../model/error.ts";
import { readFilter, type Filter } from "../dedupe/filter.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { StorePaths } from "../layout.ts";
import { filterPath } from "../mesh-lines/mesh-lines-path.ts";

/** Segments, by the times and the hashes of the events in them. */
export interface KnownSegments {
  /** What is live now. */
  become(segments: readonly LiveSegment[]): void;
  /** A filter that was just made. */
  note(segment: string, filter: Filter): void;
  /** Loads what is to be known of events between two times, ms since the epoch. */
  between(from: number, to: number): Promise<Holding>;
}

/** The segments that may hold an event of this time, whose hash begins at that place; there are seldom any when it is new. */
export type Holding = (time: number, hashes: Uint8Array, at: number) => readonly LiveSegment[];

interface Timed {
  segment: LiveSegment;
  from: number;
  to: number;
}

/** Filters that are held in memory, in all. */
const heldBytes = 48 * 1024 * 1024;

/** `rebuild` makes a segment's filter anew where its file is missing or damaged. */
export const knownSegments = (disk: Disk, paths: StorePaths, rebuild: (segment: LiveSegment) => Promise<Filter>): KnownSegments => {
  let timed: Timed[] = [];
  /** In the order in which they were used last. */
  const filters = new Map<string, Filter>();
  let bytes = 0;

  const hold = (path: string, filter: Filter): void => {
    const before = filters.get(path);
    if (before !== undefined) bytes -= before.bytes;
    filters.delete(path);
    filters.set(path, filter);
    bytes += filter.bytes;
  };
  const letGo = (): void => {
    for (const [path, filter] of filters) {
      if (bytes <= heldBytes) return;
      filters.delete(path);
      bytes -= filter.bytes;
    }
  };
  const filterOf = async (segment: LiveSegment): Promise<Filter> => {
    const held = filters.get(segment.path);
    const filter = held ?? (await readOrNull(disk, filterPath(paths, segment.path))) ?? (await rebuild(segment));
    hold(segment.path, filter);
    return filter;
  };

  return {
    become(segments) {
      timed = segments.map((segment) => ({ segment, from: millis(segment.from), to: millis(segment.to) }));
      const live = new Set(segments.map(({ path }) => path));
      for (const [path, filter] of filters) {
        if (live.has(path)) continue;
        filters.delete(path);
        bytes -= filter.bytes;
      }
    },
    note: hold,
    async between(from, to) {
      const near: (Timed & { filter: Filter })[] = [];
      for (const one of timed) if (one.from <= to && one.to >= from) near.push({ ...one, filter: await filterOf(one.segment) });
      letGo();
      return (time, hashes, at) => {
        let holding: LiveSegment[] = none;
        for (const { segment, from, to, filter } of near)
          if (from <= time && time <= to && filter.mayHold(hashes, at)) holding = [...holding, segment];
        return holding;
      };
    },
  };
};

const none: LiveSegment[] = [];

const millis = (time: string): number => timeOf(time) ?? Number.NaN;

const readOrNull = async (disk: Disk, path: string): Promise<Filter | null> => {
  try {
    return readFilter(await disk.read(path));
  } catch (error) {
    if (error instanceof MeshauditError || isMissing(error)) return null;
    throw error;
  }
};
