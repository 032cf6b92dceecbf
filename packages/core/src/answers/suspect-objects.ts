import { objectOf } from "../decode/event-object.ts";
import { isControllersDeletion } from "../history/cause.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { objectKey, type ObjectRef } from "../model/object.ts";

/** Objects that a controller may have deleted, alone or with all of their collection. */
export interface SuspectObjects {
  note(event: AuditEvent): void;
  has(object: ObjectRef): boolean;
  clear(): void;
}

/** None yet. */
export const suspectObjects = (): SuspectObjects => {
  const keys = new Set<string>();
  return {
    note(event) {
      const ref = isControllersDeletion(event) ? objectOf(event) : null;
      if (ref !== null) keys.add(objectKey(ref));
    },
    // A collection is noted without a name; that of all namespaces without either.
    has: (object) => [object, { ...object, name: "" }, { ...object, namespace: "", name: "" }].some((one) => keys.has(objectKey(one))),
    clear: () => keys.clear(),
  };
};
