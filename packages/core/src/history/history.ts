import { withoutRolloutSteps } from "../istio/rollout.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Attempt, Change, Gap, Incarnation } from "../model/change.ts";
import { textAt } from "../model/json.ts";
import { fits, objectKey, type ObjectIdentity, type ObjectPattern, type ObjectRef } from "../model/object.ts";
import { attemptOf, changeId, changeOf } from "./change.ts";
import type { Effect, Life } from "./effect.ts";
import { livesOf } from "./lives.ts";
import { foldRequests } from "./request.ts";
import { touchesOf, type Touch } from "./touch.ts";

/** The whole history of one object, oldest first, with what blame and restore need. */
export interface Timeline {
  object: ObjectIdentity;
  lives: Life[];
  changes: { effect: Effect; change: Change }[];
  attempts: { effect: Effect; attempt: Attempt }[];
  gaps: Gap[];
  incarnations: Incarnation[];
  /** Whether any event shows that the object was there, or was to be. */
  seen: boolean;
}

export interface HistoryOptions {
  mesh: string | null;
  trustedProxies: string[];
}

/** Touches by object; a deletecollection that names nothing reaches every object of its resource and namespace. */
const byObject = (touches: readonly Touch[], patterns: readonly ObjectPattern[]): Map<string, Touch[]> => {
  const groups = new Map<string, Touch[]>();
  const sweeps: Touch[] = [];
  for (const touch of touches) {
    if (touch.kind === "swept" && touch.object === null) {
      sweeps.push(touch);
      continue;
    }
    if (!patterns.some((pattern) => fits(touch.ref, pattern))) continue;
    const key = objectKey(touch.ref);
    const group = groups.get(key);
    if (group) group.push(touch);
    else groups.set(key, [touch]);
  }
  for (const sweep of sweeps) {
    for (const group of groups.values()) {
      const ref = group[0]?.ref;
      if (ref !== undefined && ref.name !== "" && reaches(sweep.ref, ref)) group.push({ ...sweep, ref });
    }
  }
  return groups;
};

const reaches = (collection: ObjectRef, object: ObjectRef): boolean =>
  collection.group === object.group &&
  collection.resource === object.resource &&
  (collection.namespace === "" || collection.namespace === object.namespace);

const lastKind = (lives: readonly Life[]): string | null => {
  for (const life of lives.toReversed()) {
    const kind = textAt(life.state?.object, "kind");
    if (kind !== null) return kind;
  }
  return null;
};

const incarnationOf = (life: Life, object: ObjectIdentity): Incarnation => ({
  uid: life.uid,
  changes: life.effects.filter((effect) => effect.failure === null).map((effect) => changeId(effect, object)),
  from: life.from,
  to: life.to,
});

const timelineOf = (touches: readonly Touch[], ref: ObjectRef, options: HistoryOptions): Timeline => {
  const lives = livesOf(touches);
  const object: ObjectIdentity = { mesh: options.mesh, ...ref, kind: kindOf(ref.group, ref.resource)?.kind ?? lastKind(lives) };
  const telling = { object, trustedProxies: options.trustedProxies };
  const effects = lives.flatMap((life) => life.effects);
  const changing = effects.filter((effect) => effect.failure === null);
  // A step of a progressive rollout is no sudden move: only the whole row of changes shows which is which.
  const told = withoutRolloutSteps(changing.map((effect) => changeOf(effect, telling)));
  return {
    object,
    lives,
    changes: told.flatMap((change, index) => {
      const effect = changing[index];
      return effect === undefined ? [] : [{ effect, change }];
    }),
    attempts: effects.flatMap((effect) => {
      const attempt = attemptOf(effect, telling);
      return attempt === null ? [] : [{ effect, attempt }];
    }),
    gaps: lives.flatMap((life) => life.gaps),
    incarnations: lives.filter((life) => life.alive !== null || life.state !== null).map((life) => incarnationOf(life, object)),
    seen: touches.some((touch) => touch.kind !== "swept" || touch.object !== null),
  };
};

/** All objects that a pattern fits and that the events show, or show an attempt on, in the order of their names. */
export const touchedObjects = (events: Iterable<AuditEvent>, patterns: readonly ObjectPattern[]): ObjectRef[] => {
  const touched = new Map<string, ObjectRef>();
  for (const touch of foldRequests(events).flatMap(touchesOf)) {
    const { ref } = touch;
    if (ref.name !== "" && patterns.some((pattern) => fits(ref, pattern))) touched.set(objectKey(ref), ref);
  }
  return [...touched].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref);
};

/**
 * The histories of all objects that the events touch and a pattern fits, in the order of their names. Expects events that are
 * redacted; their order, and how they were split over files, does not matter.
 */
export const buildTimelines = (events: Iterable<AuditEvent>, patterns: readonly ObjectPattern[], options: HistoryOptions): Timeline[] => {
  const touches = foldRequests(events).flatMap(touchesOf);
  return [...byObject(touches, patterns)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => (group[0] === undefined ? [] : [timelineOf(group, group[0].ref, options)]));
};
