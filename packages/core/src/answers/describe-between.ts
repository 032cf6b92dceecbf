import { diffObjects } from "../history/diff/diff-objects.ts";
import { visiblePart } from "../history/diff/visible-part.ts";
import { describe } from "../istio/describe.ts";
import type { Risk } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import type { ObjectIdentity } from "../model/object.ts";

/** What lies between two states of an object, in the mesh's words: for changes that are shown as one. */
export const describeBetween = (object: ObjectIdentity, before: JsonObject, after: JsonObject): { summary: string; risks: Risk[] } => {
  const [older, newer] = [visiblePart(before), visiblePart(after)];
  return describe({
    object,
    kind: object.kind,
    operation: "updated",
    verb: "update",
    before: older,
    after: newer,
    fields: diffObjects(older, newer, object.group, object.resource),
    metadataOnly: false,
  });
};
