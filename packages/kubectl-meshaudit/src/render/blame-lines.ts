import { formatPath, type BlamedPath, type ChangeWithoutFields, type ObjectBlame } from "@meshaudit/core";
import type { Node } from "yaml";

/** Who is to blame for a line of YAML. */
export type LineBlame =
  /** The change that last set it. */
  | { kind: "change"; change: ChangeWithoutFields }
  /** A value that nothing in the log explains. */
  | { kind: "unexplained" }
  /** It holds no value of its own, and what lies below it was set by several changes. */
  | { kind: "structure" };

export interface BlameLine {
  text: string;
  /** The path of the line's value, or of what begins on it. */
  path: string;
  blame: LineBlame;
}

interface Place {
  first: number;
  path: string;
}

const blameOf = (blamed: readonly BlamedPath[]): LineBlame => {
  const [first, ...others] = blamed;
  if (first === undefined || others.some(({ change }) => change?.id !== first.change?.id)) return { kind: "structure" };
  return first.change === null ? { kind: "unexplained" } : { kind: "change", change: first.change };
};

const isBelow = (path: string, parent: string): boolean =>
  parent === "" || path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

/** Where each path of a document begins, in the document's order. */
const placesIn = async (yaml: string): Promise<Place[]> => {
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import("yaml");
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const places: Place[] = [];
  const lineOf = (node: unknown): number => counter.linePos((node as Node).range?.[0] ?? 0).line;
  const walk = (node: unknown, path: (string | number)[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        places.push({ first: lineOf(key), path: formatPath([...path, name]) });
        walk(value, [...path, name]);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        places.push({ first: lineOf(item), path: formatPath([...path, index]) });
        walk(item, [...path, index]);
      }
    }
  };
  walk(document.contents, []);
  return places;
};

/**
 * The lines of the blamed YAML, each with the change that last set its value. A line that only begins a list or an object is blamed on a
 * change when all below it is. Where only what lies at a path is blamed, only its lines and those that lead to it, which are structure.
 */
export const blameLines = async ({ yaml, paths }: ObjectBlame, only: string | null): Promise<BlameLine[]> => {
  const begun = new Map<number, string[]>();
  for (const { first, path } of await placesIn(yaml)) begun.set(first, [...(begun.get(first) ?? []), path]);
  const leadsTo = (path: string): boolean => only !== null && path !== only && isBelow(only, path);
  let current: string[] = [];
  const lines = yaml
    .replace(/\n$/, "")
    .split("\n")
    .map((text, index) => {
      current = begun.get(index + 1) ?? current;
      // The last path that begins on a line is its innermost: `- name: default` is about the name.
      const path = current.at(-1) ?? "";
      const blame: LineBlame = leadsTo(path) ? { kind: "structure" } : blameOf(paths.filter((blamed) => isBelow(blamed.path, path)));
      return { line: { text, path, blame }, begun: current };
    });
  const isAsked = (path: string): boolean => paths.some((blamed) => isBelow(blamed.path, path));
  return lines.filter((each) => each.begun.some(isAsked)).map(({ line }) => line);
};
