import type { Evidence } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { micros } from "../model/time.ts";
import type { Effect, Life } from "./effect.ts";

/** What is known of an object at one time. */
export type Version =
  | {
      kind: "known";
      object: JsonObject;
      evidence: Evidence;
      /** The change that made it so; null when it was only observed. */ effect: Effect | null;
    }
  | { kind: "absent"; /** The deletion before it, if any. */ effect: Effect | null }
  | { kind: "unknown"; reason: string };

type Moment = { time: number } & (
  | { kind: "state"; object: JsonObject; effect: Effect | null }
  | { kind: "end"; effect: Effect }
  | { kind: "blank" }
);

/** Every moment at which what is known of the object changes, oldest first. */
const moments = (lives: readonly Life[]): Moment[] =>
  lives
    .flatMap((life): Moment[] => [
      ...life.steps.map((step): Moment => ({ kind: "state", time: micros(step.time), object: step.after, effect: step.effect })),
      ...life.effects.flatMap((effect): Moment[] => {
        if (effect.failure !== null) return [];
        if (effect.operation === "deleted") return [{ kind: "end", time: effect.request.endedAt, effect }];
        return effect.after === null ? [{ kind: "blank", time: effect.request.endedAt }] : [];
      }),
    ])
    .sort((a, b) => a.time - b.time);

/**
 * The object as it was at a time (microseconds since the epoch): the last state that the log shows before it, provided that no
 * change of unknown contents came after. Never a guess: a time before the first thing known of the object is unknown.
 */
export const versionAt = (lives: readonly Life[], at: number): Version => {
  const all = moments(lives);
  const last = all.findLast((moment) => moment.time <= at);
  if (last === undefined) {
    const first = all[0];
    if (first?.kind === "state" && first.effect?.operation === "created") return { kind: "absent", effect: null };
    return { kind: "unknown", reason: "the log shows nothing of it from before that time" };
  }
  if (last.kind === "end") return { kind: "absent", effect: last.effect };
  if (last.kind === "blank") return { kind: "unknown", reason: "the change before that time was logged without its contents" };
  return { kind: "known", object: last.object, evidence: last.effect?.evidence ?? "exact", effect: last.effect };
};

/** The deletion that ended the object's last life; null when there is none, or when the object is there again. */
export const lastDeletion = (lives: readonly Life[]): { life: Life; effect: Effect } | null => {
  const life = lives.at(-1);
  const effect = life?.effects.findLast(({ failure, operation }) => failure === null && operation === "deleted");
  return life === undefined || life.alive !== false || effect === undefined ? null : { life, effect };
};

/** The object as it was just before its last deletion; null when it was never deleted, or is there again. */
export const versionBeforeDeletion = (lives: readonly Life[]): Version | null => {
  const deletion = lastDeletion(lives);
  if (deletion === null) return null;
  const { state } = deletion.life;
  if (state === null) return { kind: "unknown", reason: "no event before its deletion holds its contents" };
  return { kind: "known", object: state.object, evidence: state.evidence, effect: deletion.effect };
};
