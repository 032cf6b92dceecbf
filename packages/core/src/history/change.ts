import { createHash } from "node:crypto";
import { actorOf } from "../enrich/actor.ts";
import { describe } from "../istio/describe.ts";
import type { Attempt, Change } from "../model/change.ts";
import { objectKey, type ObjectIdentity } from "../model/object.ts";
import { visiblePart } from "./diff/visible-part.ts";
import type { Effect } from "./effect.ts";
import { presentable } from "./present.ts";

/** What turns a request's facts into an answer's words. */
export interface Telling {
  object: ObjectIdentity;
  trustedProxies: string[];
}

/** The id of a change: a hash of the request's fold key, the object and its uid, 16 hex digits. The same from every source. */
export const changeId = (effect: Effect, object: ObjectIdentity): string =>
  createHash("sha256")
    .update(JSON.stringify([effect.request.key, objectKey(object), effect.uid ?? ""]))
    .digest("hex")
    .slice(0, 16);

/** An effect as an answer's change, told in the mesh's words. Causes are found later, as they need other objects' events. */
export const changeOf = (effect: Effect, { object, trustedProxies }: Telling): Change => {
  const { event } = effect.request;
  const told = describe({
    object,
    kind: object.kind,
    operation: effect.operation,
    verb: event.verb,
    before: effect.before === null ? null : visiblePart(effect.before),
    after: effect.after === null ? null : visiblePart(effect.after),
    fields: effect.fields,
    metadataOnly: effect.metadataOnly,
  });
  return {
    id: changeId(effect, object),
    time: event.stageTimestamp,
    verb: event.verb,
    operation: effect.operation,
    code: event.responseStatus?.code ?? null,
    actor: actorOf(event, { trustedProxies }),
    previous: effect.previous,
    fields: effect.fields,
    after: effect.after === null ? null : presentable(effect.after),
    summary: told.summary,
    risks: told.risks,
    evidence: effect.evidence,
    metadataOnly: effect.metadataOnly,
    uid: effect.uid,
    generation: effect.generation,
    resourceVersion: effect.resourceVersion,
    auditID: event.auditID,
    cause: null,
  };
};

/** An effect that changed nothing, as an answer's attempt; null for one that did change the object. */
export const attemptOf = (effect: Effect, telling: Telling): Attempt | null => {
  const { failure } = effect;
  if (failure === null) return null;
  const change = changeOf({ ...effect, before: null, after: null, fields: null }, telling);
  return { ...change, summary: failure.reason, risks: [], result: failure.result, reason: failure.reason };
};
