import { diffObjects } from "../history/diff/diff-objects.ts";
import { unifiedYaml } from "../history/diff/unified-yaml.ts";
import { visiblePart } from "../history/diff/visible-part.ts";
import type { Timeline } from "../history/history.ts";
import { presentable } from "../history/present.ts";
import { isAfterKnown, isBeforeKnown } from "../history/effect.ts";
import { versionAt } from "../history/version.ts";
import { MeshauditError } from "../model/error.ts";
import type { JsonObject } from "../model/json.ts";
import { apiVersion, type ObjectDiff } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { findOne, nameOf } from "./find.ts";
import { namedChange, type Changed } from "./named-change.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery, Range } from "./question.ts";
import type { Reading } from "./reading.ts";
import type { LiveCluster } from "./live.ts";

/** One side of a diff: a name for it, and the object; null when it did not exist. */
interface Side {
  id: string | null;
  object: JsonObject | null;
}

const unavailable = (what: string, reason: string): MeshauditError =>
  new MeshauditError("version-unavailable", `the contents ${what} are not known: ${reason}`, {
    hint: "a policy of level RequestResponse for the mesh's kinds keeps them: see docs/audit-policy.yaml",
  });

const named = (timeline: Timeline, name: string): Changed => namedChange(timeline, name, ", or `live`");

const afterOf = ({ effect, change }: Changed): Side => {
  if (!isAfterKnown(effect)) throw unavailable(`after change ${change.id.slice(0, 7)}`, "the log keeps no body of it");
  return { id: change.id, object: effect.after };
};

const beforeOf = (timeline: Timeline, { effect, change }: Changed): Side => {
  const at = timeline.changes.findIndex((other) => other.change.id === change.id);
  if (!isBeforeKnown(effect)) throw unavailable(`before change ${change.id.slice(0, 7)}`, "no event shows them");
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
