import { objectKey } from "../model/object.ts";
import { micros } from "../model/time.ts";
import type { Candidate, Weight, Window } from "./candidate.ts";
import { isHarmless } from "./danger.ts";

/** What was overtaken before the moment is less likely to be what was wrong at it. */
const overtaken = 0.8;
/** An object that came and went within the window left everything as it was. */
const passing = 0.6;

interface Place {
  overtaken: boolean;
  passing: boolean;
}

const placeIn = (life: readonly Candidate[], index: number, { at }: Window): Place => {
  const later = life[index + 1];
  const ended = life.find((each) => each.change.operation === "deleted");
  const whole = life[0]?.change.operation === "created" && ended !== undefined && micros(ended.change.time) / 1000 <= at;
  return { overtaken: later !== undefined && micros(later.change.time) / 1000 <= at, passing: whole };
};

/** The changes of one object, oldest first, cut after each deletion: its lives. */
const livesOf = (changes: readonly Candidate[]): Candidate[][] => {
  const lives: Candidate[][] = [[]];
  for (const each of changes) {
    if (each.change.operation === "created" && (lives.at(-1)?.length ?? 0) > 0) lives.push([]);
    lives.at(-1)?.push(each);
  }
  return lives;
};

/** For each change, how much of what it did was still so at the moment: whether it was overtaken, or belongs to a life that began and ended within the window. */
export const lasting = (candidates: readonly Candidate[], window: Window): Map<Candidate, Weight> => {
  const objects = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (isHarmless(candidate)) continue;
    const key = objectKey(candidate.object);
    const same = objects.get(key);
    if (same) same.push(candidate);
    else objects.set(key, [candidate]);
  }
  const weights = new Map<Candidate, Weight>();
  for (const changes of objects.values()) {
    changes.sort((a, b) => micros(a.change.time) - micros(b.change.time) || (a.change.id < b.change.id ? -1 : 1));
    for (const life of livesOf(changes)) {
      life.forEach((candidate, index) => {
        const place = placeIn(life, index, window);
        const value = (place.overtaken ? overtaken : 1) * (place.passing ? passing : 1);
        const why = place.passing ? "came and went within the window" : place.overtaken ? "changed again before the moment" : null;
        weights.set(candidate, { value, why });
      });
    }
  }
  return weights;
};
