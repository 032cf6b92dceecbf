import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { entriesOf } from "./entries.ts";
import type { Obstacle, Span } from "./manifest.ts";
import { mend } from "./mend.ts";
import { readValue, type ReadValue } from "./read-value.ts";
import { scalarValue } from "./scalar.ts";
import { resolved, within, walkOf, type Walk } from "./walk.ts";

/** An object of a document, before anything is said of its name. */
export interface ReadObject extends ReadValue {
  apiVersion: string;
  kind: string;
}

/** What is in one document. Offsets are in the document's own text. */
export interface ReadDocument {
  objects: ReadObject[];
  comments: Span[];
  /** Whether some of it could not be read, so that what an object lacks means nothing. */
  partial: boolean;
}

const nodeAt = (walk: Walk, map: YAMLMap, key: string): Node | null => {
  for (const entry of entriesOf(walk, map)) {
    if (entry.key !== key) continue;
    return isAlias(entry.value) ? resolved(walk, entry.value) : entry.value;
  }
  return null;
};

const textAt = (walk: Walk, map: YAMLMap, key: string): string | null => {
  const node = nodeAt(walk, map, key);
  if (!isScalar(node)) return null;
  const value = scalarValue(String(node.value), node.type === "PLAIN", node.tag)?.value;
  return typeof value === "string" && value !== "" ? value : null;
};

/** What an entry of a list is, when it does not say: a `VirtualServiceList` is of `VirtualService`s. */
interface Type {
  apiVersion: string | null;
  kind: string | null;
}

const typeOfItems = ({ apiVersion, kind }: Type): Type =>
  kind === null || kind === "List" ? { apiVersion: null, kind: null } : { apiVersion, kind: kind.slice(0, -"List".length) };

/** The objects of a mapping: itself, or the items of a list. Source for the items' type: apimachinery, unstructuredJSONScheme.decodeToList. */
const objectsIn = (walk: Walk, node: Node | null, type: Type): ReadObject[] => {
  const map = isAlias(node) ? resolved(walk, node) : node;
  if (!isMap(map) || walk.open.has(map)) return [];
  const apiVersion = textAt(walk, map, "apiVersion") ?? type.apiVersion;
  const kind = textAt(walk, map, "kind") ?? type.kind;
  if (apiVersion === null || kind === null) return [];
  const items = kind.endsWith("List") ? nodeAt(walk, map, "items") : null;
  if (!isSeq(items)) return [{ apiVersion, kind, ...readValue(walk, map) }];
  const of = typeOfItems({ apiVersion, kind });
  return within(walk, map, () => (items.items as Node[]).flatMap((item) => objectsIn(walk, item, of)));
};

/**
 * Reads one document's text: its objects, their values and where these stand. A broken document gives what is sure in spite of it. Never
 * throws on any text.
 */
export const readDocument = (text: string): ReadDocument | Obstacle => {
  const document = mend(text);
  if (typeof document === "string") return document;
  const walk = walkOf(document);
  const objects = objectsIn(walk, document.contents, { apiVersion: null, kind: null });
  if (walk.isTooDeep) return "too-deep";
  if (walk.left <= 0) return "too-large";
  return { objects, comments: document.comments, partial: !walk.isWhole };
};
