import { objectKey, type ObjectRef } from "../model/object.ts";
import { answerBlame } from "./blame.ts";
import { withCauses } from "./causes.ts";
import type { ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";

/** Answers ahead of the questions that would take long, so that whoever asks them does not wait. */
export interface Warming {
  /** Objects with so many changes that their histories take long to build. `again`: they were, and changed. */
  heavy(objects: readonly ObjectRef[], again: boolean): void;
  /** Objects of which a controller deleted one: what set that off is looked for outside of what is at hand. */
  deleted(objects: readonly ObjectRef[]): void;
  /** Settles when nothing is left to do. */
  done(): Promise<void>;
}

/** The causes of so many objects' deletions, the last ones, are looked for ahead: a few at a time, between which questions come. */
const mostDeleted = 500;
const deletedAtOnce = 4;

const queryOf = (object: ObjectRef): ObjectQuery => ({ patterns: [object], labels: null, from: null, to: null, by: null, attempts: false });

/** What comes before each piece of work; both reject when it is over. */
export interface Pauses {
  /** Lets questions have their turn, for as long as they come. */
  turn(): Promise<unknown>;
  /** Long enough that an object which changes all the time does not keep a processor busy. */
  rest(): Promise<unknown>;
}

/** Warms what a reading keeps. */
export const warming = (reading: Reading, { turn, rest }: Pauses): Warming => {
  let work = Promise.resolve();
  const waiting = new Set<string>();

  /** One thing after another. What fails here fails again for whoever asks, and is told then. */
  const later = (pause: Pauses["turn"], task: () => Promise<unknown>): void => {
    work = work
      .then(pause)
      .then(task)
      .then(
        () => {},
        () => {},
      );
  };

  return {
    heavy(objects, again) {
      for (const object of objects) {
        const key = objectKey(object);
        if (waiting.has(key)) continue;
        waiting.add(key);
        later(again ? rest : turn, () => {
          waiting.delete(key);
          return reading.histories([object]);
        });
        later(turn, () => answerBlame(queryOf(object), null, reading));
      }
    },
    deleted(objects) {
      const last = objects.slice(-mostDeleted);
      for (let at = 0; at < last.length; at += deletedAtOnce) {
        const some = last.slice(at, at + deletedAtOnce);
        later(turn, async () => withCauses((await reading.histories(some)).timelines, reading));
      }
    },
    done: () => work,
  };
};
