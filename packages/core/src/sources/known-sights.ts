import { createHash } from "node:crypto";
import type { AuditEvent } from "../model/audit-event.ts";
import { withEntries } from "../decode/event-object.ts";
import { compareTimes } from "../decode/event-time.ts";
import { observes, sightsOf } from "./observations.ts";

/** Tells reads that show nothing new, for as long as events come. */
export interface KnownSights {
  /** An event without what an earlier read showed; null when it shows nothing else. What is no answered read stays as it is. */
  withoutKnown(event: AuditEvent): AuditEvent | null;
}

/** No read is known yet. It remembers a digest for each state, as `observations` does a whole event. */
export function knownSights(): KnownSights {
  const earliest = new Map<string, string>();

  const isNew = (key: string, time: string): boolean => {
    const digest = createHash("sha256").update(key).digest("base64").slice(0, 22);
    const before = earliest.get(digest);
    if (before !== undefined && compareTimes(before, time) < 0) return false;
    earliest.set(digest, time);
    return true;
  };

  return {
    withoutKnown(event) {
      if (!observes(event)) return event;
      const sights = sightsOf(event);
      const fresh = sights.filter(({ key }) => isNew(key, event.stageTimestamp));
      if (fresh.length === 0) return null;
      return fresh.length === sights.length
        ? event
        : withEntries(
            event,
            fresh.flatMap(({ entry }) => (entry === null ? [] : [entry])),
          );
    },
  };
}
