import { diffObjects } from "../history/diff/diff-objects.ts";
import { unifiedYaml } from "../history/diff/unified-yaml.ts";
import { visiblePart } from "../history/diff/visible-part.ts";
import type { Timeline } from "../history/history.ts";
import { presentable } from "../history/present.ts";
import { versionAt } from "../history/version.ts";
import { MeshauditError } from "../model/error.ts";
import type { JsonObject } from "../model/json.ts";
import { apiVersion, type ObjectDiff } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { findOne, nameOf } from "./find.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery, Range } from "./question.ts";
import type { Reading } from "./reading.ts";
import type { LiveCluster } from "./live.ts";

/** One side of a diff: a name for it, and the object; null when it did not exist. */
interface Side {
  id: string | null;
  object: JsonObject | null;
}

type Changed = Timeline["changes"][number];

/** The change that a prefix of its id, or `~N` (N changes ago), names. Throws when none does, or several do. */
const named = (timeline: Timeline, name: string): Changed => {
  const { changes } = timeline;
  const back = /^~(\d+)$/.exec(name)?.[1];
  if (back !== undefined) {
    const change = changes.at(-1 - Number(back));
    if (change) return change;
    throw new MeshauditError("version-unknown", `${name} is before the first of ${changes.length} known changes`, {
      hint: "`history` lists them all",
    });
  }
  const [change, ...others] = /^[0-9a-f]{1,16}$/.test(name) ? changes.filter(({ change: { id } }) => id.startsWith(name)) : [];
  if (change === undefined)
    throw new MeshauditError("version-unknown", `no change of ${nameOf(timeline.object)} is named "${name}"`, {
      hint: "name one by the id that `history` shows, by ~N (N changes ago), or `live`",
    });
  if (others.length > 0)
    throw new MeshauditError("version-unknown", `"${name}" is the beginning of ${others.length + 1} changes' ids`, {
      hint: "give more of its digits",
    });
  return change;
};

const unavailable = (what: string, reason: string): MeshauditError =>
  new MeshauditError("version-unavailable", `the contents ${what} are not known: ${reason}`, {
    hint: "a policy of level RequestResponse for the mesh's kinds keeps them: see docs/audit-policy.yaml",
  });

const afterOf = ({ effect, change }: Changed): Side => {
  if (effect.after === null && effect.operation !== "deleted")
    throw unavailable(`after change ${change.id.slice(0, 7)}`, "the log keeps no body of it");
  return { id: change.id, object: effect.after };
};

const beforeOf = (timeline: Timeline, { effect, change }: Changed): Side => {
  const at = timeline.changes.findIndex((other) => other.change.id === change.id);
  if (effect.before === null && effect.previous !== "created")
    throw unavailable(`before change ${change.id.slice(0, 7)}`, "no event shows them");
  return { id: effect.operation === "created" ? null : (timeline.changes[at - 1]?.change.id ?? null), object: effect.before };
};

const sideOf = async (timeline: Timeline, name: string, live: LiveCluster | null): Promise<Side> => {
  if (name !== "live") return afterOf(named(timeline, name));
  if (live === null)
    throw new MeshauditError("cluster-unreachable", "`live` needs a cluster to ask", { hint: "check --context and --kubeconfig" });
  return { id: "live", object: await live.get(timeline.object) };
};

const sidesAt = (timeline: Timeline, at: number): [Side, Side] => {
  const version = versionAt(timeline.lives, at * 1000);
  if (version.kind === "unknown") throw unavailable(`at ${rfc3339(at)}`, version.reason);
  const effect = version.effect;
  const from = timeline.changes.find((changed) => changed.effect === effect)?.change.id ?? null;
  const last = timeline.changes.at(-1);
  if (last === undefined)
    throw new MeshauditError("version-unknown", `no change of ${nameOf(timeline.object)} is known`, {
      hint: "an older log may hold some: --from",
    });
  return [{ id: from, object: version.kind === "known" ? version.object : null }, afterOf(last)];
};

const sides = async (timeline: Timeline, range: Range, live: LiveCluster | null): Promise<[Side, Side]> => {
  if (range.kind === "at") return sidesAt(timeline, range.at);
  const last = timeline.changes.at(-1);
  if (range.kind === "between" && range.to !== null)
    return [await sideOf(timeline, range.from, live), await sideOf(timeline, range.to, live)];
  if (range.kind === "between" && range.from === "live" && last !== undefined) return [afterOf(last), await sideOf(timeline, "live", live)];
  const changed = range.kind === "between" ? named(timeline, range.from) : last;
  if (changed === undefined)
    throw new MeshauditError("version-unknown", `no change of ${nameOf(timeline.object)} is known`, {
      hint: "an older log may hold some: --from",
    });
  return [beforeOf(timeline, changed), afterOf(changed)];
};

const shown = (side: Side): JsonObject | null => (side.object === null ? null : presentable(side.object));

/** What differs between two versions of an object: field by field, and as a unified diff of their YAML. */
export const answerDiff = async (
  query: ObjectQuery,
  range: Range,
  reading: Reading,
  live: LiveCluster | null,
): Promise<Answer<ObjectDiff>> => {
  const { timeline, report } = await findOne(query, reading);
  const [from, to] = await sides(timeline, range, live);
  const { group, resource, name } = timeline.object;
  const visible = (side: Side): JsonObject | null => (side.object === null ? null : visiblePart(side.object));
  const result: ObjectDiff = {
    apiVersion,
    kind: "ObjectDiff",
    object: timeline.object,
    from: from.id,
    to: to.id ?? "",
    fields: diffObjects(visible(from), visible(to), group, resource),
    unified: await unifiedYaml(shown(from), shown(to), {
      from: `${name} ${from.id?.slice(0, 7) ?? ""}`.trim(),
      to: `${name} ${to.id?.slice(0, 7) ?? ""}`.trim(),
    }),
  };
  return { result, report, seen: true, near: [], notes: notesOn([timeline], report) };
};
