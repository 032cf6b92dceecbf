import type { AuditEvent } from "../model/audit-event.ts";
import { textAt, type JsonValue } from "../model/json.ts";
import { compareEvents } from "../decode/event-time.ts";
import { listedObjects, objectOf, withEntries } from "../decode/event-object.ts";

/** An event that is kept, as long as it has something to tell. */
export interface Kept {
  event: AuditEvent;
  hash: string;
}

/** Keeps reads from piling up: of a state seen a thousand times, one sight is kept. */
export interface Observations {
  /** Takes a successful read; the event with what it tells anew, null when that is nothing. */
  add(kept: Kept): Kept | null;
  /** False for a kept read all of whose states were seen earlier by reads that came later. */
  stands(kept: Kept): boolean;
}

/** Whether an event is a get or list that answered with a state. */
export const observes = (event: AuditEvent): boolean =>
  (event.verb === "get" || event.verb === "list") && event.responseObject !== undefined && (event.responseStatus?.code ?? 0) < 400;

/** Partial answers (a Table, only metadata) prove less than full ones, so both kinds are kept. */
const shapeOf = (event: AuditEvent): string =>
  /^(?:Table|PartialObjectMetadata)/.test(textAt(event.responseObject, "kind") ?? "") ? "partial" : "full";

/**
 * One sight for each object, uid, resourceVersion and shape: the first in `compareEvents` order, whatever order they come in, so that
 * reading a log in parts keeps the same.
 */
export function observations(): Observations {
  const seen = new Map<string, Kept>();

  /** True when this sight is the first so far; an earlier holder loses it. */
  const claim = (key: string, kept: Kept, forget: (holder: Kept) => void): boolean => {
    const holder = seen.get(key);
    if (holder !== undefined && holder !== kept) {
      if (compareEvents(holder.event, kept.event) <= 0) return false;
      forget(holder);
    }
    seen.set(key, kept);
    return true;
  };

  const emptied = new Set<Kept>();
  const keyOf = (event: AuditEvent, namespace: string, name: string, object: JsonValue | undefined): string | null => {
    const resourceVersion = textAt(object, "metadata", "resourceVersion");
    if (resourceVersion === null) return null;
    const { apiGroup = "", resource = "", subresource = "" } = event.objectRef ?? {};
    return JSON.stringify([
      apiGroup,
      resource,
      subresource,
      namespace,
      name,
      textAt(object, "metadata", "uid"),
      resourceVersion,
      shapeOf(event),
    ]);
  };

  /** Takes one object out of a kept read. */
  const forgetIn = (holder: Kept, key: string): void => {
    const listed = listedObjects(holder.event);
    const left = listed?.filter((item) => keyOf(holder.event, item.namespace, item.name, item.object) !== key) ?? [];
    if (listed === null || left.length === 0) emptied.add(holder);
    else
      holder.event = withEntries(
        holder.event,
        left.map((item) => item.entry),
      );
  };

  return {
    add(kept) {
      const { event } = kept;
      const ref = objectOf(event);
      if (ref === null) return kept;
      const listed = listedObjects(event);
      if (listed === null) {
        const key = keyOf(event, ref.namespace, ref.name, event.responseObject);
        return key === null || claim(key, kept, (holder) => forgetIn(holder, key)) ? kept : null;
      }
      const fresh = listed.filter((item) => {
        const key = keyOf(event, item.namespace, item.name, item.object);
        return key === null || claim(key, kept, (holder) => forgetIn(holder, key));
      });
      if (fresh.length === 0) return null;
      if (fresh.length < listed.length)
        kept.event = withEntries(
          event,
          fresh.map((item) => item.entry),
        );
      return kept;
    },
    stands: (kept) => !emptied.has(kept),
  };
}
