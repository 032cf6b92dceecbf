import { kindOf } from "../kinds/kinds.ts";
import type { FieldChange, Operation } from "../model/change.ts";
import { isObject, own, type JsonObject } from "../model/json.ts";
import type { ObjectRef } from "../model/object.ts";

/** What is known of one change, to be said in the mesh's words. */
export interface ChangeFacts {
  object: ObjectRef;
  /** As the object itself says it; null when no event told. */
  kind: string | null;
  operation: Operation;
  verb: string;
  /** The states without what the server sets; null when not known, and where there is none. */
  before: JsonObject | null;
  after: JsonObject | null;
  /** null when a state is not known. */
  fields: readonly FieldChange[] | null;
  metadataOnly: boolean;
}

/** The name of an object's kind if it is one of the mesh's, by its group and resource; null for any other. */
export const meshKindOf = (object: ObjectRef): string | null => {
  const kind = kindOf(object.group, object.resource);
  return kind === null || kind.mesh === null ? null : kind.kind;
};

/** An object's spec; empty when it has none. */
export const specOf = (state: JsonObject | null): JsonObject => {
  const spec = own(state, "spec");
  return isObject(spec) ? spec : {};
};

/** The entries of a list that are objects, as every list of the mesh's has them; empty for anything else. */
export const entriesOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The strings of a list; empty for anything else. */
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);
