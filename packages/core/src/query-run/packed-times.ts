import type { AuditEvent } from "../model/audit-event.ts";
import { parseJson } from "../model/parse-json.ts";
import { noteTime, type Tally } from "../sources/tally.ts";
import { textOf, type PackedEvents } from "../store/write/packed-events.ts";

/** Gives a function that notes the first and the last time of packed events in `tally`. Only few are parsed for that. */
export const packedTimes = (tally: Tally): ((events: PackedEvents) => void) => {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return (events) => {
    const { times } = events;
    for (const time of times) {
      if (time < first) first = time;
      if (time > last) last = time;
    }
    // Times are to the millisecond, their texts are finer.
    for (let place = 0; place < times.length; place++)
      if (times[place] === first || times[place] === last) noteTime(tally, (parseJson(textOf(events, place)) as AuditEvent).stageTimestamp);
  };
};
