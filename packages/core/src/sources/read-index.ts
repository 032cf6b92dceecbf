import { MeshauditError } from "../model/error.ts";
import type { EventSelector } from "../model/selector.ts";
import type { Collector } from "./collector.ts";
import type { ReadOptions } from "./read-options.ts";
import type { SourceIndex } from "../model/source-index.ts";
import { emptyTally, noteRejection, noteTime, type Tally } from "./tally.ts";

/** Gathers what a selector wants from events that are found by an index. What cannot be read is noted, not thrown. */
export async function readIndex(
  name: string,
  index: SourceIndex,
  selector: EventSelector,
  wanted: Collector,
  { signal }: Pick<ReadOptions, "signal">,
): Promise<Tally> {
  const tally = emptyTally();
  try {
    const { events, from, to } = await index.extent();
    // The index answers for those too that it need not hand out.
    tally.parsed = events;
    for (const time of [from, to]) if (time !== null) noteTime(tally, time);
    for await (const batch of index.events(selector, signal)) {
      signal?.throwIfAborted();
      for (const event of batch) wanted.add(event);
    }
  } catch (error) {
    if (!(error instanceof MeshauditError)) throw error;
    noteRejection(tally, { source: name, line: null, offset: 0, bytes: 0, reason: error.message }, true);
  }
  return tally;
}
