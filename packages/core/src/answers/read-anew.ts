import { buildTimelines, touchedObjects } from "../history/history.ts";
import { noEvents } from "../model/selector.ts";
import type { EventReading, Reading } from "./reading.ts";

/** A reading that keeps nothing: each question reads what it needs. */
export const readAnew = (events: EventReading): Reading => ({
  ...events,
  histories: async (patterns) => {
    const found = await events.read({ ...noEvents, objects: [...patterns] });
    return { timelines: buildTimelines(found.events, patterns, events), report: found.report };
  },
  seen: async (patterns) => touchedObjects((await events.read({ ...noEvents, objects: [...patterns] })).events, patterns),
  cause: (_change, _lookBack, look) => look(),
});
