import { levels, type Level } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { touches } from "../decode/touches.ts";
import type { Collector } from "./collector.ts";
import { keptEvent, type Kept } from "./kept.ts";
import { knownSights } from "./known-sights.ts";
import { tellingEvent } from "./telling-event.ts";

/**
 * A collector that passes on what it is given and holds nothing: `onKept` gets each event that the selector wants and that shows
 * anything new, redacted and cut to what is asked for. Copies are not told.
 */
export function passingCollector(selector: EventSelector, key: Uint8Array, onKept: (kept: Kept) => void): Collector {
  const sights = knownSights();
  const seenLevels = new Set<Level>();
  return {
    add(event) {
      if (!touches(event, selector)) return;
      seenLevels.add(event.level);
      const telling = tellingEvent(event, selector, key);
      const fresh = telling === null ? null : sights.withoutKnown(telling);
      if (telling !== null && fresh !== null) onKept({ ...keptEvent(telling), event: fresh });
    },
    merge(other) {
      for (const level of other.levels) seenLevels.add(level);
      for (const kept of other.kept) onKept(kept);
    },
    kept: () => [],
    levels: () => levels.filter((level) => seenLevels.has(level)),
    duplicates: () => 0,
  };
}
