import { touchedObjects } from "../history/history.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { fits, objectKey, type ObjectPattern, type ObjectRef } from "../model/object.ts";

/** The objects that events showed so far, or showed an attempt on. */
export interface SeenObjects {
  note(events: readonly AuditEvent[]): void;
  /** Those that patterns fit, in the order of their names. */
  of(patterns: readonly ObjectPattern[]): ObjectRef[];
}

const anything: ObjectPattern[] = [{ group: null, resource: null, namespace: null, name: null }];

/** The objects of one type by their keys, which begin with the type: types are in order when their first keys are. */
interface SeenType {
  group: string;
  resource: string;
  objects: Map<string, ObjectRef>;
  /** In order; null when that is not known since the last one came. */
  sorted: ObjectRef[] | null;
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

const sortedOf = (type: SeenType): ObjectRef[] => (type.sorted ??= [...type.objects].sort(byKey).map(([, object]) => object));

/** None yet. */
export const seenObjects = (): SeenObjects => {
  const types = new Map<string, SeenType>();

  const put = (object: ObjectRef): void => {
    const { group, resource } = object;
    const key = objectKey({ group, resource, namespace: "", name: "" });
    const type = types.get(key) ?? { group, resource, objects: new Map(), sorted: null };
    types.set(key, type);
    const own = objectKey(object);
    if (!type.objects.has(own)) type.sorted = null;
    type.objects.set(own, object);
  };

  const mayFit = ({ group, resource }: SeenType, pattern: ObjectPattern): boolean =>
    (pattern.group === null || pattern.group === group) && (pattern.resource === null || pattern.resource === resource);

  return {
    note: (events) => touchedObjects(events, anything).forEach(put),
    of: (patterns) =>
      [...types]
        .sort(byKey)
        .map(([, type]) => ({ type, wanted: patterns.filter((pattern) => mayFit(type, pattern)) }))
        .filter(({ wanted }) => wanted.length > 0)
        .flatMap(({ type, wanted }) => sortedOf(type).filter((object) => wanted.some((pattern) => fits(object, pattern)))),
  };
};
