import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { entriesOf } from "./entries.ts";
import { typeOfItems, untyped, type ItemType } from "./list-items.ts";
import type { Obstacle } from "./manifest.ts";
import { mend } from "./mend.ts";
import type { ReadDocument, ReadObject } from "./read-document.ts";
import { readValue } from "./read-value.ts";
import { scalarValue } from "./scalar.ts";
import { resolved, within, walkOf, type Walk } from "./walk.ts";

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

/** The objects of a mapping: itself, or the items of a list. */
const objectsIn = (walk: Walk, node: Node | null, type: ItemType): ReadObject[] => {
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

/** Reads any document's text. A broken one gives what is sure in spite of it. Never throws. */
export const readYaml = (text: string): ReadDocument | Obstacle => {
  const document = mend(text);
  if (typeof document === "string") return document;
  const walk = walkOf(document);
  const objects = objectsIn(walk, document.contents, untyped);
  if (walk.isTooDeep) return "too-deep";
  if (walk.left <= 0) return "too-large";
  return { objects, comments: document.comments, partial: !walk.isWhole };
};
