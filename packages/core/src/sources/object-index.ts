import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";
import { listedObjects, objectOf } from "../decode/event-object.ts";

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
  /** Requests on a collection that name nobody, a deletecollection without an answer or a refused list, by its namespace; "" is all. */
  unnamed: Map<string, number[]>;
}

/** Names are a stranger's text, and may hold a slash. */
const placeOf = (namespace: string, name: string): string => `${namespace.length}/${namespace}/${name}`;

/** An index of no events. */
export function objectIndex(): ObjectIndex {
  const types = new Map<string, KnownType>();

  const typeOf = ({ group, resource }: ObjectRef): KnownType => {
    const key = `${resource}.${group}`;
    const known = types.get(key);
    if (known !== undefined) return known;
    const type: KnownType = { group, resource, objects: new Map(), unnamed: new Map() };
    types.set(key, type);
    return type;
  };

  const eventsIn = ({ objects, unnamed }: KnownType, { namespace, name }: ObjectPattern): number[] => {
    const collections = namespace === null ? [...unnamed.values()] : [unnamed.get("") ?? [], unnamed.get(namespace) ?? []];
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
      const { objects, unnamed } = typeOf(ref);
      const touched = ref.name === "" ? (listedObjects(event) ?? []).map(({ namespace, name }) => ({ ...ref, namespace, name })) : [ref];
      for (const one of touched) {
        const place = placeOf(one.namespace, one.name);
        const known = objects.get(place);
        if (known === undefined) objects.set(place, { ref: one, events: [number] });
        else known.events.push(number);
      }
      if (touched.length > 0) return touched;
      const collection = unnamed.get(ref.namespace);
      if (collection === undefined) unnamed.set(ref.namespace, [number]);
      else collection.push(number);
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
