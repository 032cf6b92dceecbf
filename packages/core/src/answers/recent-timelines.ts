import type { Timeline } from "../history/history.ts";
import type { Level } from "../model/audit-event.ts";
import { fits, type ObjectPattern, type ObjectRef } from "../model/object.ts";

/** What was built for one pattern. */
export interface BuiltTimelines {
  timelines: Timeline[];
  levels: Level[];
  /** How much JSON it was built from: what it takes in memory is a small multiple. */
  bytes: number;
}

/** The histories that were asked for last, as long as nothing new is known of their objects. */
export interface RecentTimelines {
  /** What is kept for a pattern, or else what `build` gives. */
  of(pattern: ObjectPattern, build: () => BuiltTimelines): BuiltTimelines;
  /** Forgets what is kept of some objects. */
  forget(objects: readonly ObjectRef[]): void;
}

/** Keeps histories that were built from up to `limit` bytes of JSON together, and the last one however long it is. */
export const recentTimelines = (limit: number): RecentTimelines => {
  /** The one asked for last is the last. */
  const kept = new Map<string, { pattern: ObjectPattern; built: BuiltTimelines }>();
  let bytes = 0;

  const drop = (key: string): void => {
    bytes -= kept.get(key)?.built.bytes ?? 0;
    kept.delete(key);
  };

  return {
    of(pattern, build) {
      const key = JSON.stringify([pattern.group, pattern.resource, pattern.namespace, pattern.name]);
      const built = kept.get(key)?.built ?? build();
      drop(key);
      kept.set(key, { pattern, built });
      bytes += built.bytes;
      for (const oldest of kept.keys()) {
        if (bytes <= limit || oldest === key) break;
        drop(oldest);
      }
      return built;
    },
    forget(objects) {
      for (const [key, { pattern }] of kept) if (objects.some((object) => fits(object, pattern))) drop(key);
    },
  };
};
