import { diffObjects } from "../history/diff/diff-objects.ts";
import type { ChangeFacts } from "../istio/facts.ts";
import { kinds } from "../kinds/kinds.ts";
import { sameJson, type JsonObject } from "../model/json.ts";

/** One side of a change: a spec, a whole object (told by its `metadata`), null for no object, "unknown" for one that no event shows. */
export type Side = JsonObject | null | "unknown";

const objectOf = (kind: string, side: Side): JsonObject | null => {
  if (side === null || side === "unknown") return null;
  return "metadata" in side ? { kind, ...side } : { kind, metadata: { name: "reviews" }, spec: side };
};

/**
 * A change of an object of the mesh from one spec to another, as the history hands it over. `kind` may be any kind known;
 * of two groups with one kind, Istio's is meant.
 */
export const meshChange = (kind: string, before: Side, after: Side, namespace = "bookinfo"): ChangeFacts => {
  const found = kinds.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  const [was, is] = [objectOf(kind, before), objectOf(kind, after)];
  const known = before !== "unknown" && after !== "unknown";
  return {
    object: { group: found.group, resource: found.resource, namespace, name: "reviews" },
    kind,
    operation: before === null ? "created" : after === null ? "deleted" : "updated",
    verb: before === null ? "create" : after === null ? "delete" : "patch",
    before: was,
    after: is,
    fields: known ? diffObjects(was, is, found.group, found.resource) : null,
    metadataOnly: was !== null && is !== null && sameJson(was["spec"], is["spec"]),
  };
};
