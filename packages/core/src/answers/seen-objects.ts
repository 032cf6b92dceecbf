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

/** None yet. */
export const seenObjects = (): SeenObjects => {
  const seen = new Map<string, ObjectRef>();
  return {
    note(events) {
      for (const object of touchedObjects(events, anything)) seen.set(objectKey(object), object);
    },
    of: (patterns) =>
      [...seen]
        .filter(([, object]) => patterns.some((pattern) => fits(object, pattern)))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, object]) => object),
  };
};
