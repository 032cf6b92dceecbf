import type { AuditEvent } from "../model/audit-event.ts";
import { textAt, type JsonValue } from "../model/json.ts";
import { listedObjects, objectOf, withEntries, type ListedObject } from "../decode/event-object.ts";
import { compareKept, type Kept } from "./kept.ts";

/** Keeps reads from piling up: of a state seen a thousand times, one sight is kept. */
export interface Observations {
  /** Takes a successful read, and takes off it what earlier reads told; false when nothing is left. */
  add(kept: Kept): boolean;
  /** False for a kept read all of whose states turned out to be seen earlier by another. */
  stands(kept: Kept): boolean;
}

/** Whether an event is a get or list that answered with a state. */
export const observes = (event: AuditEvent): boolean =>
  (event.verb === "get" || event.verb === "list") && event.responseObject !== undefined && (event.responseStatus?.code ?? 0) < 400;

/** Partial answers (a Table, only metadata) prove less than full ones, so both kinds are kept. */
const shapeOf = (event: AuditEvent): string =>
  /^(?:Table|PartialObjectMetadata)/.test(textAt(event.responseObject, "kind") ?? "") ? "partial" : "full";

const entriesOf = (items: readonly ListedObject[]): JsonValue[] => items.map(({ entry }) => entry);

/**
 * One sight for each object, uid, resourceVersion and shape: the first in `compareKept` order, whatever order they come in, so that
 * reading a log in parts keeps the same.
 */
export function observations(): Observations {
  const seen = new Map<string, Kept>();

  /** True when this sight is the first so far; an earlier holder loses it. */
  const claim = (key: string, kept: Kept, forget: (holder: Kept) => void): boolean => {
    const holder = seen.get(key);
    if (holder !== undefined && holder !== kept) {
      if (compareKept(holder, kept) <= 0) return false;
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
    else holder.event = withEntries(holder.event, entriesOf(left));
  };

  return {
    add(kept) {
      const ref = objectOf(kept.event);
      if (ref === null) return true;
      const listed = listedObjects(kept.event);
      if (listed === null) {
        const key = keyOf(kept.event, ref.namespace, ref.name, kept.event.responseObject);
        return key === null || claim(key, kept, (holder) => forgetIn(holder, key));
      }
      const fresh = listed.filter((item) => {
        const key = keyOf(kept.event, item.namespace, item.name, item.object);
        return key === null || claim(key, kept, (holder) => forgetIn(holder, key));
      });
      if (fresh.length < listed.length) kept.event = withEntries(kept.event, entriesOf(fresh));
      return fresh.length > 0;
    },
    stands: (kept) => !emptied.has(kept),
  };
}
