import { buildTimelines, touchedObjects, type Timeline } from "../history/history.ts";
import type { AuditEvent, Level } from "../model/audit-event.ts";
import { levels } from "../model/audit-event.ts";
import { objectKey, type ObjectPattern, type ObjectRef } from "../model/object.ts";
import type { ReadReport } from "../model/result.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { causeMemory } from "./cause-memory.ts";
import type { EventReading, Reading } from "./reading.ts";
import { recentTimelines, type BuiltTimelines } from "./recent-timelines.ts";
import { seenObjects } from "./seen-objects.ts";

/** Events that were read before. `bytes` of JSON an answer was parsed from. */
export interface EventsAtHand {
  read(selector: EventSelector): { events: AuditEvent[]; levels: Level[]; bytes: number };
  statesBefore(objects: readonly ObjectRef[], before: number): AuditEvent[];
}

/** What a remembering reading stands on. */
export interface Remembered {
  atHand: EventsAtHand;
  /** Whether all events of what a pattern fits are at hand. */
  isAtHand(pattern: Pick<ObjectPattern, "group">): boolean;
  /** Where all others are read. */
  elsewhere: EventReading;
  /** What was read so far, with the levels of what a question is about. */
  report(levels: Level[]): ReadReport;
}

/** A reading that has most events at hand, and keeps what it built from them. */
export interface RememberingReading extends Reading {
  /** New events are at hand, and touch some objects. */
  note(events: readonly AuditEvent[], touched: readonly ObjectRef[]): void;
  /** As `seen`, of what is at hand. */
  seenNow(patterns: readonly ObjectPattern[]): ObjectRef[];
  /** A log has come that may tell what others did not. */
  forgetUnknownCauses(): void;
}

/** So much JSON may the histories be built from that are kept. */
const keptBytes = 12 * 1024 * 1024;

/** A name may be of several types. */
const mostKeptAtOnce = 8;

const parted = <T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

/** See `RememberingReading`. */
export const rememberingReading = ({ atHand, isAtHand, elsewhere, report }: Remembered): RememberingReading => {
  const recent = recentTimelines(keptBytes);
  const seen = seenObjects();
  const causes = causeMemory(() => {
    const { to, bytes } = report([]);
    return { newest: to === null ? Number.NEGATIVE_INFINITY : Date.parse(to), bytes };
  });

  const build = (patterns: readonly ObjectPattern[]): BuiltTimelines => {
    const { events, ...rest } = atHand.read({ ...noEvents, objects: [...patterns] });
    return { timelines: buildTimelines(events, patterns, elsewhere), ...rest };
  };

  /** Histories that were built pattern by pattern, as if they had been at once. */
  const together = (built: readonly BuiltTimelines[]): { timelines: Timeline[]; levels: Level[] } => {
    const byKey = new Map(built.flatMap(({ timelines }) => timelines).map((timeline) => [objectKey(timeline.object), timeline]));
    const said = new Set(built.flatMap((one) => one.levels));
    return {
      timelines: [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, timeline]) => timeline),
      levels: levels.filter((level) => said.has(level)),
    };
  };

  const read: Reading["read"] = async (selector) => {
    const [near, far] = parted(selector.everything || selector.auditIDs.length > 0 ? [] : selector.objects, isAtHand);
    if (near.length === 0) return elsewhere.read(selector);
    const there = far.length === 0 ? [] : (await elsewhere.read({ ...selector, objects: far })).events;
    const here = atHand.read({ ...selector, objects: near });
    return { events: [...here.events, ...there], report: report(here.levels) };
  };

  return {
    mesh: elsewhere.mesh,
    trustedProxies: elsewhere.trustedProxies,
    read,
    async statesBefore(objects, before) {
      const [near, far] = parted(objects, isAtHand);
      const there = far.length === 0 ? [] : await elsewhere.statesBefore(far, before);
      return near.length === 0 ? there : [...atHand.statesBefore(near, before), ...there];
    },
    async histories(patterns) {
      if (!patterns.every(isAtHand)) {
        const found = await read({ ...noEvents, objects: [...patterns] });
        return { timelines: buildTimelines(found.events, patterns, elsewhere), report: found.report };
      }
      // Many objects at once are not kept: few of them are asked for again, and others would have to go.
      const built =
        patterns.length <= mostKeptAtOnce && patterns.every(({ name }) => name !== null)
          ? patterns.map((pattern) => recent.of(pattern, () => build([pattern])))
          : [build(patterns)];
      const { timelines, levels: said } = together(built);
      return { timelines, report: report(said) };
    },
    async seen(patterns) {
      if (patterns.every(isAtHand)) return seen.of(patterns);
      return touchedObjects((await read({ ...noEvents, objects: [...patterns] })).events, patterns);
    },
    seenNow: seen.of,
    cause: causes.cause,
    note(events, touched) {
      seen.note(events);
      recent.forget(touched);
    },
    forgetUnknownCauses: causes.forgetUnknown,
  };
};
