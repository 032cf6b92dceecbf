import type { JsonObject, JsonValue } from "../../model/json.ts";
import { metadataWithout, serverSetMetadata, without } from "./visible-part.ts";

/** Finalizers that the API server adds for the time of a deletion. Source: k8s.io/apimachinery 0.37.2, meta/v1 types.go. */
const ofDeletion: ReadonlySet<JsonValue> = new Set(["foregroundDeletion", "orphan"]);

const metadataFor = (metadata: JsonValue, command: "create" | "replace"): JsonValue => {
  const clean = metadataWithout(metadata, (field) => serverSetMetadata.has(field) || (command === "create" && field === "ownerReferences"));
  if (typeof clean !== "object" || clean === null || Array.isArray(clean)) return clean;
  const { finalizers } = clean;
  if (!Array.isArray(finalizers)) return clean;
  const kept = finalizers.filter((finalizer) => !ofDeletion.has(finalizer));
  return kept.length === 0 ? without(clean, (field) => field === "finalizers") : { ...clean, finalizers: kept };
};

/**
 * An object as a manifest for `kubectl create` or `kubectl replace`: without status, what the server sets in metadata, kubectl's
 * last-applied annotation, and the finalizers of a deletion.
 *
 * For `create`, owner references go too: they name owners by uid, and the garbage collector deletes at once an object whose owners are
 * gone, as they often are with it. For `replace` they stay, as the object would lose its living owner.
 */
export const cleanManifest = (object: JsonObject, command: "create" | "replace"): JsonObject => {
  const manifest = without(object, (field) => field === "status");
  const { metadata } = manifest;
  return metadata === undefined ? manifest : { ...manifest, metadata: metadataFor(metadata, command) };
};
