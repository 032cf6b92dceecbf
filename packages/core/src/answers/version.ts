import { cleanManifest } from "../history/diff/clean-manifest.ts";
import type { Timeline } from "../history/history.ts";
import { presentable } from "../history/present.ts";
import { versionAt, versionBeforeDeletion, type Version } from "../history/version.ts";
import { MeshauditError } from "../model/error.ts";
import { own, textAt, type JsonObject } from "../model/json.ts";
import { apiVersion, type ObjectVersion } from "../model/result.ts";
import { rfc3339 } from "../model/time.ts";
import { findOne, nameOf } from "./find.ts";
import { neverRestorable } from "./never-restorable.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";

/** What a restore prints, and how it is to be used. */
export interface Restoration extends ObjectVersion {
  /** `create` when the object is gone, else `replace`: apply would keep fields that were patched in. */
  command: "create" | "replace";
  /** What manages the object and would revert a change by hand: Argo CD, Flux or Helm; null when nothing tells. */
  managedBy: string | null;
}

type Known = Extract<Version, { kind: "known" }>;

const known = (timeline: Timeline, version: Version, when: string): Known => {
  if (version.kind === "known") return version;
  const what = nameOf(timeline.object);
  if (version.kind === "absent") {
    throw new MeshauditError("version-unavailable", `${what} did not exist ${when}`, { hint: "`history` shows when it did" });
  }
  throw new MeshauditError("version-unavailable", `how ${what} was ${when} would be a guess: ${version.reason}`, {
    hint: "`history` shows which changes were logged with their contents",
  });
};

/** The object as it was at a time, ms since the epoch. Throws rather than guess. */
export const answerVersion = async (query: ObjectQuery, at: number, reading: Reading): Promise<Answer<ObjectVersion>> => {
  const { timeline, report } = await findOne(query, reading);
  const version = known(timeline, versionAt(timeline.lives, at * 1000 + 999), `at ${rfc3339(at)}`);
  const result: ObjectVersion = {
    apiVersion,
    kind: "ObjectVersion",
    object: timeline.object,
    at: rfc3339(at),
    evidence: version.evidence,
    manifest: presentable(version.object),
  };
  return { result, report, seen: true, near: [], notes: notesOn([timeline], report) };
};

/** What would revert a change made by hand, by the marks it leaves on what it manages. */
const managerOf = (object: JsonObject): string | null => {
  const metadata = own(object, "metadata");
  const label = (key: string): string | null => textAt(metadata, "labels", key);
  const annotation = (key: string): string | null => textAt(metadata, "annotations", key);
  if (annotation("argocd.argoproj.io/tracking-id") ?? label("argocd.argoproj.io/instance")) return "Argo CD";
  if (label("kustomize.toolkit.fluxcd.io/name") ?? label("helm.toolkit.fluxcd.io/name")) return "Flux";
  return annotation("meta.helm.sh/release-name") !== null || label("app.kubernetes.io/managed-by") === "Helm" ? "Helm" : null;
};

const managers = new Map([
  ["argocd", "Argo CD"],
  ["flux", "Flux"],
  ["helm", "Helm"],
]);

/** Who manages the object: by its own marks, else by the client of its last write that names such a tool. */
const managedBy = (timeline: Timeline, object: JsonObject): string | null => {
  const marked = managerOf(object);
  if (marked !== null) return marked;
  const client = timeline.changes.findLast(({ change }) => managers.has(change.actor.client?.name ?? ""))?.change.actor.client?.name;
  return client === undefined ? null : (managers.get(client) ?? null);
};

const restorable = (timeline: Timeline, at: number | null): { version: Known; at: string } => {
  if (at !== null) return { version: known(timeline, versionAt(timeline.lives, at * 1000 + 999), `at ${rfc3339(at)}`), at: rfc3339(at) };
  const version = versionBeforeDeletion(timeline.lives);
  const end = timeline.lives.at(-1)?.to;
  if (version === null) {
    throw new MeshauditError("argument-invalid", `${nameOf(timeline.object)} was not deleted`, {
      hint: "say which version to restore: --at TIME, as `history` shows them",
    });
  }
  return { version: known(timeline, version, "before its deletion"), at: end ?? "" };
};

/** A clean manifest of the object as it was at a time, or (null) before it was deleted. Changes nothing; throws rather than guess. */
export const answerRestore = async (query: ObjectQuery, at: number | null, reading: Reading): Promise<Answer<Restoration>> => {
  const { timeline, report } = await findOne(query, reading);
  const never = neverRestorable(timeline.object);
  if (never !== null) {
    throw new MeshauditError("version-unavailable", `${nameOf(timeline.object)} cannot be restored: ${never}`, {
      hint: "restore it from where its values come from",
    });
  }
  const { version, at: time } = restorable(timeline, at);
  const command = timeline.lives.at(-1)?.alive === false ? "create" : "replace";
  const result: Restoration = {
    apiVersion,
    kind: "ObjectVersion",
    object: timeline.object,
    at: time,
    evidence: version.evidence,
    manifest: cleanManifest(version.object, command),
    command,
    managedBy: managedBy(timeline, version.object),
  };
  return { result, report, seen: true, near: [], notes: notesOn([timeline], report) };
};
