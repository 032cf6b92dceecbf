import { untilAborted } from "../../protocol/until-aborted.ts";

/** Answers that take long: each is worked out once for all who ask the same, and kept. */
export interface KeptAnswers {
  /** The work ends, by its signal, when nobody waits for it any more. */
  of<T>(question: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** What is under way goes on for those who wait for it, and is worked out anew for whoever asks now. */
  forget(): void;
}

interface Shared {
  answer: Promise<unknown>;
  controller: AbortController;
  waiting: number;
  isThere: boolean;
}

/** Keeps at most so many answers. */
export const keptAnswers = (most: number): KeptAnswers => {
  const shared = new Map<string, Shared>();

  const drop = (question: string, one: Shared): void => {
    if (shared.get(question) === one) shared.delete(question);
  };

  const begin = (question: string, work: (signal: AbortSignal) => Promise<unknown>): Shared => {
    const controller = new AbortController();
    const begun: Shared = { answer: work(controller.signal), controller, waiting: 0, isThere: false };
    const [oldest] = shared.keys();
    if (shared.size >= most && oldest !== undefined) shared.delete(oldest);
    shared.set(question, begun);
    begun.answer.then(
      () => (begun.isThere = true),
      () => drop(question, begun),
    );
    return begun;
  };

  return {
    async of<T>(question: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const one = shared.get(question) ?? begin(question, work);
      one.waiting++;
      try {
        return await untilAborted(one.answer as Promise<T>, signal);
      } finally {
        one.waiting--;
        if (one.waiting === 0 && !one.isThere) {
          drop(question, one);
          one.controller.abort(signal.reason);
        }
      }
    },
    forget: () => shared.clear(),
  };
};
