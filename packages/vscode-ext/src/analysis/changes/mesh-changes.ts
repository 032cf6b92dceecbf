import { setImmediate as turn } from "node:timers/promises";
import {
  kinds,
  meshPatterns,
  toYaml,
  MeshauditError,
  type Answers,
  type Change,
  type ObjectIdentity,
  type ObjectPattern,
  type Searched,
} from "@meshaudit/core";
import { exactTime, resourceName, utc } from "@meshaudit/client";
import type { DeletedView, ObjectChanges, RecentChanges } from "../../protocol/change-view.ts";
import type { MeshRef } from "../../protocol/file-view.ts";
import type {
  ChangeFilter,
  ObjectAddress,
  Questions,
  RankedView,
  RestorationText,
  Version,
  VersionText,
} from "../../protocol/questions.ts";
import { queryOf, type KnownObject } from "../attribution/known-object.ts";
import { listed, listedAttempt, listedWith } from "../attribution/listed.ts";

const mostAttempts = 100;

/** The changes of one object. */
export const objectChanges = ({ history, notes }: KnownObject, limit: number): ObjectChanges => ({
  object: history.object,
  changes: history.changes.slice(0, limit).map(listed),
  total: history.changes.length,
  attempts: history.attempts.slice(0, mostAttempts).map(listedAttempt),
  gaps: history.gaps,
  searched: history.searched,
  notes,
});

const patternsOf = ({ namespace, kind }: Pick<ChangeFilter, "namespace" | "kind">): ObjectPattern[] => {
  const ofKind = kinds.filter((one) => one.mesh !== null && one.kind === kind);
  if (kind !== null) return ofKind.map(({ group, resource }) => ({ group, resource, namespace, name: null }));
  return meshPatterns(namespace);
};

/**
 * The newest changes of a mesh. It is asked kind by kind, so that other questions have their turn between, and `signal` ends it; `atOnce`:
 * in one question, where each takes its time on the way.
 */
export const recentChanges = async (
  session: Answers,
  mesh: MeshRef,
  filter: ChangeFilter,
  limit: number,
  atOnce: boolean,
  signal: AbortSignal,
): Promise<RecentChanges> => {
  const { from, to, by } = filter;
  const all: { object: ObjectIdentity; change: Change; at: number }[] = [];
  let searched: Searched | null = null;
  const patterns = patternsOf(filter);
  for (const part of atOnce ? [patterns] : patterns.map((pattern) => [pattern])) {
    const { result } = await session.histories({ patterns: part, labels: null, from, to, by, attempts: false });
    searched = result.searched;
    for (const { object, changes } of result.items) {
      for (const change of changes) all.push({ object, change, at: Date.parse(change.time) });
    }
    await turn();
    signal.throwIfAborted();
  }
  all.sort((a, b) => b.at - a.at || (a.change.id < b.change.id ? -1 : 1));
  const changes = all.slice(0, limit).map(({ object, change }) => listedWith(object, change));
  return { mesh: mesh.key, changes, more: all.length > limit, searched };
};

/** What was deleted from a mesh and is gone. */
export const deletedObjects = async (session: Answers): Promise<DeletedView[]> => {
  const { result } = await session.deleted({ patterns: meshPatterns(null), labels: null, from: null, to: null, by: null, attempts: false });
  return result.items.map(({ object, deletedAt, change, restorable, reason }) => ({
    object,
    deletedAt,
    change: listed(change),
    restorable,
    reason,
  }));
};

/** What changed around a time, the likeliest cause first. */
export const incidentChanges = async (session: Answers, input: Questions["incident"][0]): Promise<RankedView[]> => {
  const { at, from, to, namespace } = input;
  const { result } = await session.whatChanged({ at, from, to, namespace, allKinds: false });
  return result.ranked.map(({ object, change, score, why }) => ({ ...listedWith(object, change), score, why }));
};

/** The YAML of a version. */
export const versionText = async (
  session: Answers,
  known: KnownObject,
  { object }: ObjectAddress,
  version: Version,
): Promise<VersionText> => {
  if (version.kind === "last") {
    if (known.blame === null) throw new MeshauditError("version-unavailable", `no event holds the contents of ${object.name}`, {});
    return { text: known.blame.yaml, evidence: known.blame.evidence };
  }
  if (version.kind === "live") {
    const state = await session.live(object);
    return { text: state === null ? null : await toYaml(state), evidence: "exact" };
  }
  const { result } = await session.states(queryOf(object), version.change);
  const [state, isKnown] = version.kind === "before" ? [result.before, result.beforeKnown] : [result.after, result.afterKnown];
  if (!isKnown) {
    throw new MeshauditError("version-unavailable", `the log keeps no contents of ${object.name} ${version.kind} this change`, {
      hint: "a policy of level RequestResponse for the mesh's kinds keeps them",
    });
  }
  return { text: state === null ? null : await toYaml(state), evidence: result.change.evidence };
};

/** A manifest that brings an object back. */
export const restorationText = async (
  session: Answers,
  known: KnownObject,
  address: ObjectAddress,
  change: string | null,
): Promise<RestorationText> => {
  const found = known.history.changes.find(({ id }) => id === change);
  if (change !== null && found === undefined) {
    throw new MeshauditError("version-unknown", `no change of ${address.object.name} is named "${change}" any more`, {
      hint: "refresh the view",
    });
  }
  const at = found === undefined ? null : Date.parse(found.time);
  const { result } = await session.restore(queryOf(address.object), at);
  const when = exactTime(Date.parse(result.at), utc);
  const header = `# ${resourceName(result.object)} as it was ${change === null ? "before its deletion" : "after the change"} at ${when}, ${result.evidence} evidence\n`;
  return {
    text: header + (await toYaml(result.manifest)),
    command: `kubectl ${result.command} -f FILE`,
    evidence: result.evidence,
    managedBy: result.managedBy,
  };
};
