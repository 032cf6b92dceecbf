import type { AuditEvent, Level } from "../model/audit-event.ts";
import { levels } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { touches } from "../decode/touches.ts";
import { compareKept, hashOf, keptEvent, type Kept } from "./kept.ts";
import { observations, observes } from "./observations.ts";
import { isWantedWhole, tellingEvent } from "./telling-event.ts";

/** Gathers the events a question wants, each once, redacted and cut to what is asked for. */
export interface Collector {
  /** Takes an event that a source gave. */
  add(event: AuditEvent): void;
  /** Takes what another collector of the same selector kept. */
  merge(other: { kept: readonly Kept[]; levels: readonly Level[]; duplicates: number }): void;
  /** What was kept, in `compareKept` order. */
  kept(): Kept[];
  /** Audit levels of the events that touch what was asked for, least telling first. */
  levels(): Level[];
  /** How many wanted events were there already. */
  duplicates(): number;
}

/** What a duplicate surely agrees in; only events that do are hashed. */
const nearKey = ({ auditID, stage, stageTimestamp }: AuditEvent): string => `${auditID} ${stage} ${stageTimestamp}`;

/** See `Collector`. `key` is the run's redaction key. */
export function collector(selector: EventSelector, key: Uint8Array): Collector {
  const byKey = new Map<string, Kept[]>();
  const states = observations();
  const seenLevels = new Set<Level>();
  let duplicate = 0;

  const keep = (kept: Kept): void => {
    const near = byKey.get(nearKey(kept.event)) ?? [];
    if (near.some((other) => hashOf(other) === hashOf(kept))) {
      duplicate++;
      return;
    }
    if (observes(kept.event) && !isWantedWhole(kept.event, selector) && !states.add(kept)) return;
    byKey.set(nearKey(kept.event), [...near, kept]);
  };

  return {
    add(event) {
      if (!touches(event, selector)) return;
      seenLevels.add(event.level);
      const telling = tellingEvent(event, selector, key);
      if (telling !== null) keep(keptEvent(telling));
    },
    merge(other) {
      for (const level of other.levels) seenLevels.add(level);
      for (const kept of other.kept) keep(kept);
      duplicate += other.duplicates;
    },
    kept: () => [...byKey.values()].flat().filter(states.stands).sort(compareKept),
    levels: () => levels.filter((level) => seenLevels.has(level)),
    duplicates: () => duplicate,
  };
}
