import { causeSelector, clockSkew, type Suspicion } from "../history/cause.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import type { LookBack, Reading } from "./reading.ts";

/** A deletion that a controller carried out, and what to look for. `at`: microseconds since the epoch. */
export interface Suspect {
  suspicion: Suspicion;
  at: number;
}

/** Most deletions follow their cause within this time, ms; only for the others the whole log is searched. */
const soon = 3_600_000;

/** Each deletion without a known owner is a look into the log of its own: the newest of them get one. */
const mostOwnerless = 20;

const millis = (micros: number): number => Math.floor(micros / 1000);

const isNamed = ({ suspicion, at }: Suspect): boolean => !causeSelector(suspicion, at).everything;

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
};

/** Gives the passes over the sources in which a suspect's cause may be found: the cheap one first. */
export type PassesFor = (suspect: Suspect) => (() => Promise<AuditEvent[]>)[];

/**
 * Plans the passes for all suspects of one question, so that a namespace's deletion that took a thousand objects along is looked for
 * once: one pass over the hour before the deletions, and one over all before them where that was not enough.
 */
export const causePasses = (suspects: readonly Suspect[], reading: Reading, lookBack: LookBack): PassesFor => {
  const named = suspects.filter(isNamed);
  const objects = named.flatMap(({ suspicion, at }) => causeSelector(suspicion, at).objects);
  const times = named.map(({ at }) => at);
  const to = millis(times.reduce((latest, at) => Math.max(latest, at), 0) + clockSkew);
  const from = millis(times.reduce((earliest, at) => Math.min(earliest, at), Number.POSITIVE_INFINITY)) - soon;
  const union: EventSelector = { ...noEvents, deletionsOnly: true, objects: distinct(objects), to };
  const read = (selector: EventSelector): Promise<AuditEvent[]> => reading.read(selector).then(({ events }) => events);
  const near = once(() => read({ ...union, from }));
  const far = once(() => read(union));
  const ownerless = new Set(
    suspects
      .filter((suspect) => !isNamed(suspect))
      .toSorted((a, b) => b.at - a.at)
      .slice(0, mostOwnerless),
  );
  const planned = new Set(named);
  return (suspect) => {
    if (planned.has(suspect)) return lookBack === "all" ? [near, far] : [near];
    const alone = once(() => read(causeSelector(suspect.suspicion, millis(suspect.at + clockSkew))));
    return ownerless.has(suspect) || isNamed(suspect) ? [alone] : [];
  };
};

const distinct = (patterns: EventSelector["objects"]): EventSelector["objects"] => [
  ...new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern])).values(),
];
