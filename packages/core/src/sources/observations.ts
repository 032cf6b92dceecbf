import { createHash } from "node:crypto";
import type { AuditEvent } from "../model/audit-event.ts";
import { textAt, type JsonValue } from "../model/json.ts";
import { canonicalJson } from "../decode/event-hash.ts";
import { listedObjects, objectOf, withEntries, type ListedObject } from "../decode/event-object.ts";
import { compareKept, type Kept } from "./kept.ts";

/** Keeps reads from piling up: of a state seen a thousand times, one sight is kept. */
export interface Observations {
  /** Takes an answered read, and takes off it what earlier reads told; false when nothing is left. */
  add(kept: Kept): boolean;
  /** False for a kept read all of whose states turned out to be seen earlier by another. */
  stands(kept: Kept): boolean;
}

/** Whether an event is an answered get or list. A refused one is an attempt, and each counts. */
export const observes = ({ verb, responseObject, responseStatus }: AuditEvent): boolean =>
  (verb === "get" || verb === "list") && responseObject !== undefined && responseStatus?.code !== 401 && responseStatus?.code !== 403;

/** Partial answers (a Table, only metadata) prove less than full ones, so both kinds are kept. */
const shapeOf = (event: AuditEvent): string =>
  /^(?:Table|PartialObjectMetadata)/.test(textAt(event.responseObject, "kind") ?? "") ? "partial" : "full";

const entriesOf = (items: readonly ListedObject[]): JsonValue[] => items.map(({ entry }) => entry);

/** What makes two sights the same: the object's uid and resourceVersion or, where it has none (it was not found), the whole answer. */
function keyOf(event: AuditEvent, namespace: string, name: string, object: JsonValue | undefined): string {
  const { apiGroup = "", resource = "", subresource = "" } = event.objectRef ?? {};
  const version = textAt(object, "metadata", "resourceVersion");
  const state =
    version === null ? [event.responseStatus?.code ?? 0, answerHash(object ?? null)] : [textAt(object, "metadata", "uid"), version];
  return JSON.stringify([apiGroup, resource, subresource, namespace, name, shapeOf(event), ...state]);
}

const answerHash = (object: JsonValue): string => createHash("sha256").update(canonicalJson(object)).digest("base64");

/** One state that an answered read shows: what tells it from others, and its entry in the answer; null for the answer as a whole. */
export interface Sight {
  key: string;
  entry: JsonValue | null;
}

/** All that an answered read shows. */
export function sightsOf(event: AuditEvent): Sight[] {
  const ref = objectOf(event);
  if (ref === null) return [];
  const listed = listedObjects(event);
  if (listed === null) return [{ key: keyOf(event, ref.namespace, ref.name, event.responseObject), entry: null }];
  return listed.map(({ namespace, name, object, entry }) => ({ key: keyOf(event, namespace, name, object), entry }));
}

/**
 * One sight for each state of each object, see `keyOf`: the first in `compareKept` order, whatever order they come in, so that
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
        return claim(key, kept, (holder) => forgetIn(holder, key));
      }
      const fresh = listed.filter((item) => {
        const key = keyOf(kept.event, item.namespace, item.name, item.object);
        return claim(key, kept, (holder) => forgetIn(holder, key));
      });
      if (fresh.length < listed.length) kept.event = withEntries(kept.event, entriesOf(fresh));
      return fresh.length > 0;
    },
    stands: (kept) => !emptied.has(kept),
  };
}
