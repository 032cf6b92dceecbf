import { meshGroups } from "../../kinds/mesh-patterns.ts";
import type { ObjectPattern } from "../../model/object.ts";
import type { EventSelector } from "../../model/selector.ts";
import { overlap, rangesOf, type KeyRange } from "../mesh-lines/mesh-key.ts";
import type { MeshBlock } from "../mesh-lines/mesh-lines-file.ts";

/** Whether all events that a selector wants are among the lines of the mesh, see `concernsMesh`. */
export const isAboutMesh = ({ auditIDs, everything, objects, deletionsOnly }: EventSelector): boolean =>
  auditIDs.length === 0 && (deletionsOnly || (!everything && objects.every(isOfMesh)));

const isOfMesh = ({ group, resource }: ObjectPattern): boolean =>
  group !== null && (meshGroups.has(group) || (group === "" && resource === "namespaces"));

/** Whether a block of lines may hold what a selector wants. */
export const blockChooser = ({ everything, objects, from, to }: EventSelector): ((block: MeshBlock) => boolean) => {
  const ranges: KeyRange[] | null = everything ? null : objects.flatMap(rangesOf);
  return (block) =>
    (from === null || block.to >= from) &&
    (to === null || block.from <= to) &&
    (ranges === null || ranges.some((range) => overlap(range, block.keys)));
};
