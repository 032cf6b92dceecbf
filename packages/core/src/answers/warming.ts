import type { ObjectRef } from "../model/object.ts";
import { answerBlame } from "./blame.ts";
import { withCauses } from "./causes.ts";
import type { ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";

/** Answers ahead of the questions that would take long, so that whoever asks them does not wait. */
export interface Warming {
  /** Objects with so many changes that their histories take long to build. */
  heavy(objects: readonly ObjectRef[]): void;
  /** Objects of which a controller deleted one: what set that off is looked for outside of what is at hand. */
  deleted(objects: readonly ObjectRef[]): void;
  /** Settles when nothing is left to do. */
  done(): Promise<void>;
}

/** The causes of so many objects' deletions, the last ones, are looked for ahead. */
const mostDeleted = 500;

const queryOf = (object: ObjectRef): ObjectQuery => ({ patterns: [object], labels: null, from: null, to: null, by: null, attempts: false });

/** Warms what a reading keeps. `pause` lets questions have their turn, and rejects when it is over. */
export const warming = (reading: Reading, pause: () => Promise<void>): Warming => {
  let work = Promise.resolve();

  /** One thing after another. What fails here fails again for whoever asks, and is told then. */
  const later = (task: () => Promise<unknown>): void => {
    work = work
      .then(pause)
      .then(task)
      .then(
        () => {},
        () => {},
      );
  };

  return {
    heavy(objects) {
      for (const object of objects) later(() => answerBlame(queryOf(object), null, reading));
    },
    deleted(objects) {
      const last = objects.slice(-mostDeleted);
      if (last.length > 0) later(async () => withCauses((await reading.histories(last)).timelines, reading));
    },
    done: () => work,
  };
};
