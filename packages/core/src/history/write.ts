import type { Evidence, Operation, Previous } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { asksNothing, asksOnlyMetadata, rebuild } from "./rebuild.ts";
import { failureOf, operationOf } from "./attempt.ts";
import { finalizersOf, generationOf, resourceVersionOf } from "./body.ts";
import { isHeld, letsGo } from "./deletion.ts";
import { diffObjects } from "./diff/diff-objects.ts";
import { visiblePart } from "./diff/visible-part.ts";
import { newLife, type Effect, type Failure, type Life, type State, type Step } from "./effect.ts";
import { gapBetween } from "./gap.ts";
import { observed } from "./observe.ts";
import { codeOf, isDryRun, succeeded } from "./request.ts";
import type { Touch } from "./touch.ts";

type WriteTouch = Extract<Touch, { kind: "write" }>;

/** The least that is known of any write: nothing of contents. */
const bareEffect = (touch: Touch, operation: Operation, failure: Failure | null): Effect => ({
  request: touch.request,
  operation,
  failure,
  previous: "unknown",
  before: null,
  after: null,
  fields: null,
  evidence: "unavailable",
  metadataOnly: false,
  uid: touch.uid,
  generation: generationOf(touch.request.event.responseObject),
  resourceVersion: touch.resourceVersion,
  heldDelete: null,
});

/** An attempt that left the object as it was. A failed one is proven by its event. */
export const attempted = (touch: Touch, failure: Failure): Effect => ({
  ...bareEffect(touch, operationOf(touch.request.event), failure),
  evidence: "exact",
});

/** Adds an effect to a life. Its lists grow in place: a life may hold a hundred thousand effects. */
const recorded = (life: Life, effect: Effect, known: Partial<Life> = {}): Life => {
  life.effects.push(effect);
  return { ...life, ...known };
};

const stateOf = (object: JsonObject, touch: Touch, evidence: State["evidence"]): State => ({
  object,
  resourceVersion: touch.resourceVersion ?? (touch.kind === "write" && touch.object === null ? null : resourceVersionOf(object)),
  generation: touch.kind === "write" && touch.object === null ? null : generationOf(object),
  evidence,
  origin: "change",
  time: touch.request.event.stageTimestamp,
});

/** The object's life begins with this write. What came before under the name is another life. */
const created = (touch: WriteTouch): Life => {
  const life = newLife(touch.uid);
  const object = touch.object ?? rebuild(touch, null);
  const evidence: Evidence = touch.object !== null ? "exact" : object === null ? "unavailable" : "approximate";
  const effect: Effect = {
    ...bareEffect(touch, "created", null),
    previous: "created",
    after: object,
    fields: object === null ? null : diffObjects(null, visiblePart(object), touch.ref.group, touch.ref.resource),
    evidence,
  };
  const state = object === null || evidence === "unavailable" ? null : stateOf(object, touch, evidence);
  const steps =
    object === null ? [] : [{ time: touch.request.event.stageTimestamp, before: null, after: object, fields: effect.fields, effect }];
  return { ...life, alive: true, state, effects: [effect], steps, from: touch.request.event.stageTimestamp };
};

/** The end of a life, by this request. */
export const deleted = (life: Life, touch: Touch, evidence: Evidence): Life => {
  const before = life.state;
  const effect: Effect = {
    ...bareEffect(touch, "deleted", null),
    previous: before === null ? "unknown" : before.origin,
    before: before?.object ?? null,
    fields: before === null ? null : diffObjects(visiblePart(before.object), null, touch.ref.group, touch.ref.resource),
    evidence,
    uid: touch.uid ?? life.uid,
    heldDelete: life.heldDelete,
  };
  return recorded(life, effect, { uid: effect.uid, alive: false, to: touch.request.event.stageTimestamp });
};

const deletionEvidence = (touch: Touch): Evidence => (touch.request.event.level === "Metadata" ? "unavailable" : "exact");

const heldReason = (touch: WriteTouch): string => {
  const holders = finalizersOf(touch.object);
  return holders.length === 0 ? "deletion asked for; the object is held" : `deletion asked for; held by finalizer ${holders.join(", ")}`;
};

const deleteWrite = (life: Life, touch: WriteTouch, rehearsed: boolean): Life => {
  if (rehearsed) {
    const failure: Failure = { result: "dryRun", reason: "the object was there afterwards: a dry run, by all that the log keeps" };
    return recorded(life, { ...attempted(touch, failure), evidence: "approximate" });
  }
  if (isHeld(touch)) {
    const effect = attempted(touch, { result: "noop", reason: heldReason(touch) });
    const state =
      touch.object === null
        ? life.state
        : { ...stateOf(touch.object, touch, "exact"), origin: life.state?.origin ?? ("observed" as const) };
    if (touch.object !== null && life.state === null) life.steps.push(firstSight(touch.object, touch));
    return recorded(life, effect, { alive: true, uid: touch.uid ?? life.uid, state, heldDelete: life.heldDelete ?? touch.request });
  }
  if (life.alive === false && touch.uid !== null && touch.uid === life.uid) {
    return recorded(life, attempted(touch, { result: "noop", reason: "it was gone already" }));
  }
  const state = life.state ?? (touch.object === null ? null : { ...stateOf(touch.object, touch, "exact"), origin: "observed" as const });
  return deleted({ ...life, state }, touch, deletionEvidence(touch));
};

const unexplained = (life: Life, touch: Touch, after: JsonObject): Step => {
  const known = life.state?.object ?? null;
  const fields = known === null ? null : diffObjects(visiblePart(known), visiblePart(after), touch.ref.group, touch.ref.resource);
  return { time: touch.request.event.stageTimestamp, before: known, after, fields, effect: null };
};

const firstSight = (object: JsonObject, touch: Touch): Step => ({
  time: touch.request.event.stageTimestamp,
  before: null,
  after: object,
  fields: null,
  effect: null,
});

/** Why a successful write changed nothing; null when it did, or when nothing tells. */
const noopReason = (touch: WriteTouch, before: State | null, after: JsonObject | null, fields: Effect["fields"]): string | null => {
  const { event } = touch.request;
  if (asksNothing(touch)) return "asked for no change";
  const based = event.objectRef?.resourceVersion;
  if (touch.resourceVersion !== null && (touch.resourceVersion === before?.resourceVersion || touch.resourceVersion === based)) {
    return "left the object as it was";
  }
  const same = fields !== null && fields.length === 0 && before !== null && after !== null;
  return same && !countedUp(before, touch) ? "changed nothing but fields that the server sets" : null;
};

/** Whether the generation proves a change though no difference is seen: of numbers beyond what a double holds, such as 2^53 + 1. */
const countedUp = (before: State, touch: WriteTouch): boolean => {
  const generation = generationOf(touch.object);
  return generation !== null && before.generation !== null && generation > before.generation;
};

const updateWrite = (life: Life, touch: WriteTouch): Life => {
  const { event } = touch.request;
  const after = touch.object ?? rebuild(touch, life.state);
  const gap = life.state === null ? null : gapBetween(life.state, touch, asksOnlyMetadata(touch) ? 0 : 1);
  const before = gap === null ? life.state : null;
  const evidence: Evidence =
    after === null
      ? event.requestObject === undefined
        ? "unavailable"
        : "approximate"
      : touch.object !== null && before?.evidence !== "approximate"
        ? "exact"
        : "approximate";
  const fields =
    before === null || after === null
      ? null
      : diffObjects(visiblePart(before.object), visiblePart(after), touch.ref.group, touch.ref.resource);
  const previous: Previous = before === null ? "unknown" : before.origin;
  const effect: Effect = {
    ...bareEffect(touch, "updated", null),
    previous,
    before: before?.object ?? null,
    after,
    // No difference is seen where the generation proves one: which field it was is not known.
    fields: fields !== null && fields.length === 0 && before !== null && countedUp(before, touch) ? null : fields,
    evidence,
    metadataOnly:
      fields === null
        ? asksOnlyMetadata(touch)
        : fields.length > 0 && fields.every((field) => field.path === "metadata" || field.path.startsWith("metadata.")),
    uid: touch.uid ?? life.uid,
  };
  if (gap !== null) life.gaps.push(gap);
  const next: Life = { ...life, uid: touch.uid ?? life.uid, alive: true };
  if (letsGo(life, life.state?.object ?? null, after)) return deleted(next, touch, evidence);
  const state = after === null ? null : stateOf(after, touch, touch.object === null ? "approximate" : "exact");
  const reason = noopReason(touch, life.state, after, fields);
  if (reason !== null) {
    if (life.state === null && touch.object !== null) life.steps.push(firstSight(touch.object, touch));
    const known = touch.object === null || state === null ? life.state : { ...state, origin: life.state?.origin ?? ("observed" as const) };
    return recorded(next, { ...effect, failure: { result: "noop", reason } }, { state: known });
  }
  if (after !== null) {
    // Across a gap the difference is nobody's: the step keeps both states, so that what stayed the same can still be explained.
    life.steps.push(
      gap === null ? { time: event.stageTimestamp, before: effect.before, after, fields, effect } : unexplained(life, touch, after),
    );
  }
  return recorded(next, effect, { state });
};

/** What a status write shows: the object, unchanged but for its status. */
const statusWrite = (life: Life, touch: WriteTouch): Life =>
  recorded(observed(life, touch), attempted(touch, { result: "noop", reason: "wrote only the status" }));

/** Applies one write to the life it belongs to; a creation begins another life. */
export const applyWrite = (life: Life, touch: WriteTouch, rehearsed: boolean): Life => {
  const { event } = touch.request;
  if (!succeeded(event)) return recorded(life, attempted(touch, failureOf(event)));
  if (isDryRun(event)) return recorded(life, attempted(touch, { result: "dryRun", reason: "a dry run" }));
  if (event.verb === "delete") return deleteWrite(life, touch, rehearsed);
  if (event.objectRef?.subresource === "status") return statusWrite(life, touch);
  if (event.verb === "create" || codeOf(event) === 201) return created(touch);
  return updateWrite(life, touch);
};
