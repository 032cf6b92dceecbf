import { isAlias, isCollection, isMap, isNode, type Alias, type Node } from "yaml";
import type { Mended } from "./mend.ts";
import type { Span } from "./manifest.ts";

/** What is shared while one document is walked. It changes as the walk goes on. */
export interface Walk {
  document: Mended;
  /** What each alias stands for, by the last anchor of its name before it. */
  targets: ReadonlyMap<Alias, Node>;
  /** Anchored nodes and sources of merge keys that are being walked: an alias to one of them would never end. */
  open: Set<Node>;
  /** How many values aliases and merge keys may still bring in. */
  left: number;
  isTooDeep: boolean;
  /** False once something could not be read, so that the value lacks it. */
  isWhole: boolean;
}

/** More than any manifest has by aliases, and less than hurts: nine lines can stand for a billion values. */
const mostInherited = 20_000;

/** A node's parts in the order of the text. */
const partsOf = (node: Node): Node[] => {
  if (!isCollection(node)) return [];
  const parts = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items;
  return parts.filter((part) => isNode(part));
};

const targetsIn = (contents: Node | null): Map<Alias, Node> => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const ahead = contents === null ? [] : [contents];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    ahead.push(...partsOf(node).toReversed());
  }
  return targets;
};

/** Begins to walk a document. */
export const walkOf = (document: Mended): Walk => ({
  document,
  // With something left out, the anchor that an alias means may be among it.
  targets: document.lost.length === 0 && document.text.includes("*") ? targetsIn(document.contents) : new Map(),
  open: new Set(),
  left: mostInherited,
  isTooDeep: false,
  isWhole: document.lost.length === 0,
});

/** What an alias stands for; null for nothing, for what holds the alias itself, and once aliases have brought in too much. */
export const resolved = (walk: Walk, alias: Alias): Node | null => {
  const target = walk.targets.get(alias);
  return target === undefined || walk.open.has(target) || walk.left <= 0 ? null : target;
};

/** Does something with a node that must not be reached from within itself. */
export const within = <T>(walk: Walk, node: Node, act: () => T): T => {
  walk.open.add(node);
  try {
    return act();
  } finally {
    walk.open.delete(node);
  }
};

/** Where a node stands, without its anchor and tag. */
export const spanOf = (node: Node): Span => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });
