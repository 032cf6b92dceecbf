import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectRef } from "../model/object.ts";
import { noEvents } from "../model/selector.ts";
import { readEvents } from "./read-events.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Source } from "./source.ts";

/** The events that tell how each object was before a time (ms since the epoch, exclusive), in `compareEvents` order. */
export async function readStatesBefore(
  sources: readonly Source[],
  objects: readonly ObjectRef[],
  before: number,
  options: ReadOptions,
): Promise<AuditEvent[]> {
  if (objects.length === 0) return [];
  const { events } = await readEvents(sources, { ...noEvents, objects: [...objects], to: before - 1 }, options);
  return events;
}
