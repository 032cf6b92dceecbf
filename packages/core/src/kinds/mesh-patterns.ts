import type { ObjectPattern } from "../model/object.ts";
import { isMesh, kinds } from "./kinds.ts";

/** The API groups of the kinds that make up the mesh. */
export const meshGroups: ReadonlySet<string> = new Set(kinds.filter(isMesh).map(({ group }) => group));

/** All objects of the mesh in a namespace (null: in any), one pattern a group. */
export const meshPatterns = (namespace: string | null): ObjectPattern[] =>
  [...meshGroups].map((group) => ({ group, resource: null, namespace, name: null }));
