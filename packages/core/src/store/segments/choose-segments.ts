import { usualMaxEvents } from "./compact-segments.ts";
import type { WrittenSegment } from "./write-segments.ts";

/** Bounds of what is joined at once. */
export interface JoinBounds {
  /** Events of a segment, at most. */
  maxEvents?: number;
  /** Fewer segments are left alone. */
  atLeast: number;
}

/**
 * Segments of one day that are worth joining, in groups that become one segment each. Those that are half full stay as they are, so
 * that an event is written anew a few times at most, however many segments its day has.
 */
export const chooseSegments = <Segment extends Pick<WrittenSegment, "events" | "firstSeq">>(
  segments: readonly Segment[],
  { maxEvents = usualMaxEvents, atLeast }: JoinBounds,
): Segment[][] => {
  const small = segments.filter(({ events }) => events < maxEvents / 2).sort((a, b) => a.firstSeq - b.firstSeq);
  const groups: Segment[][] = [];
  let room = 0;
  for (const segment of small) {
    const last = groups.at(-1);
    if (last !== undefined && segment.events <= room) {
      last.push(segment);
      room -= segment.events;
    } else {
      groups.push([segment]);
      room = maxEvents - segment.events;
    }
  }
  return groups.filter((group) => group.length >= Math.max(2, atLeast));
};
