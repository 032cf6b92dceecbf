import type { AuditEvent } from "../model/audit-event.ts";
import type { LogQuery } from "../model/log-query.ts";
import type { ReadReport } from "../model/result.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { compareEvents } from "../decode/event-time.ts";
import { isMutating } from "../decode/touches.ts";
import { followEvents, type FollowOptions } from "./follow-events.ts";
import { passKept, type readKept } from "./read-events.ts";
import type { Source } from "./source.ts";

/** How the events so far are told. */
export interface LogOptions extends FollowOptions {
  /** So many of the last events so far, in the order of time; null: all, in the order in which they are read. */
  last: number | null;
  /** Whether to go on with those that come. */
  follow: boolean;
}

const selectorOf = ({ objects, from, to }: LogQuery): EventSelector => ({
  ...noEvents,
  objects,
  everything: objects.length === 0,
  from,
  to,
});

/** One line a request: when it was answered, or began to be where that is all there is for long, as of an exec. */
const isTold = ({ stage, verb }: AuditEvent): boolean => stage !== "RequestReceived" && (stage !== "ResponseStarted" || verb !== "watch");

const isWanted = (event: AuditEvent, { by, verbs, outcome, writesOnly }: LogQuery): boolean => {
  const code = event.responseStatus?.code ?? 0;
  return (
    isTold(event) &&
    (by === null || event.user.username === by || event.impersonatedUser?.username === by) &&
    (verbs.length === 0 || verbs.includes(event.verb)) &&
    (outcome === "any" || (outcome === "failed" ? code >= 400 : code === 401 || code === 403)) &&
    (!writesOnly || isMutating(event.verb))
  );
};

/**
 * Tells the events that a person wants to see: those so far, then, when asked, those that come. Memory holds the last ones only. Says what
 * was read for those so far.
 */
export const logEvents = async (
  sources: readonly Source[],
  query: LogQuery,
  options: LogOptions,
  onEvents: (events: readonly AuditEvent[]) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadReport | null> => {
  const selector = selectorOf(query);
  const { last, follow } = options;
  let report: ReadReport | null = null;
  const readFirst: typeof readKept = async (files, wanted, how) => {
    let held: AuditEvent[] = [];
    const cut = (most: number): void => {
      held.sort(compareEvents);
      held = held.slice(-most);
    };
    // Threads would tell them in any order.
    const inOrder = last === null ? { ...how, worker: null, threads: 1 } : how;
    report = await passKept(files, wanted, inOrder, ({ event }) => {
      if (!isWanted(event, query)) return;
      held.push(event);
      if (last !== null && held.length >= 2 * Math.max(last, 1000)) cut(last);
    });
    if (last !== null) cut(last);
    if (held.length > 0) await onEvents(held);
    return { kept: [], report };
  };
  if (!follow) {
    await readFirst(sources, selector, { ...options, signal });
    return report;
  }
  await followEvents(
    sources,
    selector,
    { ...options, readFirst },
    async ({ kept }) => {
      const events = kept.flatMap(({ event }) => (isWanted(event, query) ? [event] : []));
      if (events.length > 0) await onEvents(events);
    },
    signal,
  );
  return report;
};
