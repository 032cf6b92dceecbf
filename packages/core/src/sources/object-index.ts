import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";
import { noEvents } from "../model/selector.ts";
import { listedObjects, objectOf } from "../decode/event-object.ts";
import { touches } from "../decode/touches.ts";

/** Which events touch which objects; events go by numbers. */
export interface ObjectIndex {
  /** Notes what an event touches, and gives those objects: of a request that names none, all that are known and that it may have hit. */
  note(event: AuditEvent, number: number): ObjectRef[];
  /** The numbers, in ascending order, of all events that may touch what a pattern fits. */
  find(patterns: readonly ObjectPattern[]): number[];
}

interface KnownObject {
  ref: ObjectRef;
  events: number[];
}

interface KnownType {
  group: string;
  resource: string;
  /** By namespace and name, which no object shares with another of its type. */
  objects: Map<string, KnownObject>;
  /** Requests on a collection that name nobody, by its namespace; "" is all. */
  unnamed: Map<string, number[]>;
  /** Those among them that concern each object that may have been in it: a deletecollection whose answer was not logged. */
  sweeping: Map<string, number[]>;
}

/** Names are a stranger's text, and may hold a slash. */
const placeOf = (namespace: string, name: string): string => `${namespace.length}/${namespace}/${name}`;

const append = (lists: Map<string, number[]>, key: string, number: number): void => {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [number]);
  else list.push(number);
};

/** An index of no events. */
export function objectIndex(): ObjectIndex {
  const types = new Map<string, KnownType>();

  const typeOf = ({ group, resource }: ObjectRef): KnownType => {
    const key = `${resource}.${group}`;
    const known = types.get(key);
    if (known !== undefined) return known;
    const type: KnownType = { group, resource, objects: new Map(), unnamed: new Map(), sweeping: new Map() };
    types.set(key, type);
    return type;
  };

  const eventsIn = ({ objects, unnamed, sweeping }: KnownType, { namespace, name }: ObjectPattern): number[] => {
    const requests = name === null ? unnamed : sweeping;
    const collections = namespace === null ? [...requests.values()] : [requests.get("") ?? [], requests.get(namespace) ?? []];
    if (namespace !== null && name !== null) return [...(objects.get(placeOf(namespace, name))?.events ?? []), ...collections.flat()];
    const found = [...objects.values()].filter(
      ({ ref }) => (namespace === null || ref.namespace === namespace) && (name === null || ref.name === name),
    );
    return [...found.map(({ events }) => events), ...collections].flat();
  };

  return {
    note(event, number) {
      const ref = objectOf(event);
      if (ref === null) return [];
      const { objects, unnamed, sweeping } = typeOf(ref);
      const touched = ref.name === "" ? (listedObjects(event) ?? []).map(({ namespace, name }) => ({ ...ref, namespace, name })) : [ref];
      for (const one of touched) {
        const place = placeOf(one.namespace, one.name);
        const known = objects.get(place);
        if (known === undefined) objects.set(place, { ref: one, events: [number] });
        else known.events.push(number);
      }
      if (touched.length > 0) return touched;
      append(unnamed, ref.namespace, number);
      if (!touches(event, { ...noEvents, objects: [{ ...ref, namespace: ref.namespace || null, name: "any" }] })) return [];
      append(sweeping, ref.namespace, number);
      const hit = [...objects.values()].map((one) => one.ref);
      return ref.namespace === "" ? hit : hit.filter(({ namespace }) => namespace === ref.namespace);
    },
    find(patterns) {
      const found = new Set<number>();
      for (const pattern of patterns) {
        for (const type of types.values()) {
          if (pattern.group !== null && pattern.group !== type.group) continue;
          if (pattern.resource !== null && pattern.resource !== type.resource) continue;
          for (const number of eventsIn(type, pattern)) found.add(number);
        }
      }
      return [...found].sort((a, b) => a - b);
    },
  };
}
