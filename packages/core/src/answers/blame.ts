import { blame } from "../history/blame.ts";
import { toYaml } from "../history/diff/to-yaml.ts";
import { presentable } from "../history/present.ts";
import { MeshauditError } from "../model/error.ts";
import { apiVersion, type BlamedPath, type ObjectBlame } from "../model/result.ts";
import { findOne, nameOf } from "./find.ts";
import { below } from "./paths-below.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";
import { withoutFields } from "./without-fields.ts";

/** Who last set each path of an object as it is by the log (or as it was before its deletion). */
export const answerBlame = async (query: ObjectQuery, path: string | null, reading: Reading): Promise<Answer<ObjectBlame>> => {
  const { timeline, report } = await findOne(query, reading);
  const life = timeline.lives.findLast((one) => one.alive !== null || one.state !== null);
  if (life === undefined || life.state === null) {
    throw new MeshauditError("version-unavailable", `no event holds the contents of ${nameOf(timeline.object)}`, {
      hint: "the audit policy must log the mesh's kinds at level RequestResponse: see docs/audit-policy.yaml",
    });
  }
  const changes = new Map(timeline.changes.map(({ effect, change }) => [effect, withoutFields(change)]));
  const paths = blame(life, timeline.object).map(({ effect, ...blamed }): BlamedPath => ({
    ...blamed,
    change: effect === null ? null : (changes.get(effect) ?? null),
  }));
  const result: ObjectBlame = {
    apiVersion,
    kind: "ObjectBlame",
    object: timeline.object,
    searched: searchedOf(report),
    at: life.state.time,
    evidence: life.state.evidence,
    paths: path === null ? paths : below(paths, path),
    yaml: await toYaml(presentable(life.state.object)),
  };
  const gone = life.alive === false ? [`it was deleted ${life.to ?? ""}: this is how it was before`] : [];
  return { result, report, seen: true, near: [], notes: [...gone, ...notesOn([timeline], report)] };
};
