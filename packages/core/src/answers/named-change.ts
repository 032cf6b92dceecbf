import type { Timeline } from "../history/history.ts";
import { MeshauditError } from "../model/error.ts";
import { nameOf } from "./find.ts";

/** A change of a timeline with the effect behind it. */
export type Changed = Timeline["changes"][number];

/**
 * The change that its id, a beginning of it, or `~N` (N changes ago) names. Throws `version-unknown` when none does, or several do.
 * `others`: what else may be named in its place, for the hint, such as " or `live`".
 */
export const namedChange = (timeline: Timeline, name: string, others = ""): Changed => {
  const { changes } = timeline;
  const back = /^~(\d+)$/.exec(name)?.[1];
  if (back !== undefined) {
    const change = changes.at(-1 - Number(back));
    if (change) return change;
    throw new MeshauditError("version-unknown", `${name} is before the first of ${changes.length} known changes`, {
      hint: "`history` lists them all",
    });
  }
  const [change, ...more] = /^[0-9a-f]{1,16}$/.test(name) ? changes.filter(({ change: { id } }) => id.startsWith(name)) : [];
  if (change === undefined)
    throw new MeshauditError("version-unknown", `no change of ${nameOf(timeline.object)} is named "${name}"`, {
      hint: `name one by the id that \`history\` shows, or by ~N (N changes ago)${others}`,
    });
  if (more.length > 0)
    throw new MeshauditError("version-unknown", `"${name}" is the beginning of ${more.length + 1} changes' ids`, {
      hint: "give more of its digits",
    });
  return change;
};
