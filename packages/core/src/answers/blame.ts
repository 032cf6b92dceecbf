import { blame } from "../history/blame.ts";
import { toYaml } from "../history/diff/to-yaml.ts";
import type { Timeline } from "../history/history.ts";
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

/** What blame says of a history, whatever is asked of it: the same history may be asked about again. */
interface Verdict {
  at: string;
  evidence: ObjectBlame["evidence"];
  paths: BlamedPath[];
  yaml: string;
  gone: string | null;
}

const verdicts = new WeakMap<Timeline, Verdict>();

const verdictOn = async (timeline: Timeline): Promise<Verdict> => {
  const known = verdicts.get(timeline);
  if (known !== undefined) return known;
  const life = timeline.lives.findLast((one) => one.alive !== null || one.state !== null);
  if (life === undefined || life.state === null) {
    throw new MeshauditError("version-unavailable", `no event holds the contents of ${nameOf(timeline.object)}`, {
      hint: "the audit policy must log the mesh's kinds at level RequestResponse: see docs/audit-policy.yaml",
    });
  }
  const changes = new Map(timeline.changes.map(({ effect, change }) => [effect, withoutFields(change)]));
  const verdict: Verdict = {
    at: life.state.time,
    evidence: life.state.evidence,
    paths: blame(life, timeline.object).map(({ effect, ...blamed }) => ({
      ...blamed,
      change: effect === null ? null : (changes.get(effect) ?? null),
    })),
    yaml: await toYaml(presentable(life.state.object)),
    gone: life.alive === false ? (life.to ?? "") : null,
  };
  verdicts.set(timeline, verdict);
  return verdict;
};

/** Who last set each path of an object as it is by the log (or as it was before its deletion). */
export const answerBlame = async (query: ObjectQuery, path: string | null, reading: Reading): Promise<Answer<ObjectBlame>> => {
  const { timeline, report } = await findOne(query, reading);
  const { at, evidence, paths, yaml, gone } = await verdictOn(timeline);
  const result: ObjectBlame = {
    apiVersion,
    kind: "ObjectBlame",
    object: timeline.object,
    searched: searchedOf(report),
    at,
    evidence,
    paths: path === null ? paths : below(paths, path),
    yaml,
  };
  const notes = gone === null ? [] : [`it was deleted ${gone}: this is how it was before`];
  return { result, report, seen: true, near: [], notes: [...notes, ...notesOn([timeline], report)] };
};
