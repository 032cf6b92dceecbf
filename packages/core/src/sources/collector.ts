import type { AuditEvent, Level } from "../model/audit-event.ts";
import { levels } from "../model/audit-event.ts";
import type { EventSelector } from "../model/selector.ts";
import { redactEvent } from "../decode/redact.ts";
import { touches, trimEvent } from "../decode/touches.ts";
import { compareKept, hashOf, keptEvent, type Kept } from "./kept.ts";
import { observations, observes } from "./observations.ts";

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

const reads = new Set(["get", "list", "watch"]);

/** A granted read without an answer in the log tells nothing of an object; an exec, also a get, is an operation on it. */
const tellsNothing = (event: AuditEvent): boolean =>
  reads.has(event.verb) &&
  event.objectRef?.subresource === undefined &&
  event.responseObject === undefined &&
  (event.responseStatus?.code ?? 0) < 400;

/** What a duplicate surely agrees in; only events that do are hashed. */
const nearKey = ({ auditID, stage, stageTimestamp }: AuditEvent): string => `${auditID} ${stage} ${stageTimestamp}`;

/** See `Collector`. `key` is the run's redaction key. */
export function collector(selector: EventSelector, key: Uint8Array): Collector {
  const byKey = new Map<string, Kept[]>();
  const states = observations();
  const seenLevels = new Set<Level>();
  const whole = (event: AuditEvent): boolean => selector.everything || selector.auditIDs.includes(event.auditID);
  let duplicate = 0;

  const keep = (kept: Kept): void => {
    const near = byKey.get(nearKey(kept.event)) ?? [];
    if (near.some((other) => hashOf(other) === hashOf(kept))) {
      duplicate++;
      return;
    }
    if (observes(kept.event) && !whole(kept.event) && !states.add(kept)) return;
    byKey.set(nearKey(kept.event), [...near, kept]);
  };

  return {
    add(event) {
      if (!touches(event, selector)) return;
      seenLevels.add(event.level);
      if (!tellsNothing(event) || whole(event)) keep(keptEvent(redactEvent(trimEvent(event, selector), key)));
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
