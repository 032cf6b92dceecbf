import { MeshauditError } from "@meshaudit/core";

/** How long a cluster that cannot be asked is left alone, ms: at first, and at most. It doubles. */
const firstWait = 5_000;
const longestWait = 5 * 60_000;

/** Asks somebody who may be out of reach: quietly, and not again and again. */
export interface Retrying {
  /** `what` is out of reach by itself: a kind that one may not read says nothing of others. While it is, its error comes at once. */
  ask<T>(what: string, question: () => Promise<T>): Promise<T>;
  /** A person wants it tried again now. */
  now(): void;
}

interface Outage {
  error: MeshauditError;
  wait: number;
  until: number;
}

const isOutOfReach = (error: unknown): error is MeshauditError => error instanceof MeshauditError && error.code === "cluster-unreachable";

/** `clock` counts ms. `onProblem` is told once what is wrong, and (null) once that it no longer is. */
export const retrying = (clock: () => number, onProblem: (problem: MeshauditError | null) => void): Retrying => {
  const outages = new Map<string, Outage>();

  const note = (what: string, error: MeshauditError): void => {
    const before = outages.get(what);
    // Questions that were under way together fail together.
    if (before !== undefined && clock() < before.until) return;
    const wait = before === undefined ? firstWait : Math.min(before.wait * 2, longestWait);
    outages.set(what, { error, wait, until: clock() + wait });
    if (outages.size === 1 && before === undefined) onProblem(error);
  };

  return {
    async ask(what, question) {
      const outage = outages.get(what);
      if (outage !== undefined && clock() < outage.until) throw outage.error;
      try {
        const answer = await question();
        if (outages.delete(what) && outages.size === 0) onProblem(null);
        return answer;
      } catch (error) {
        if (isOutOfReach(error)) note(what, error);
        throw error;
      }
    },
    now: () => {
      for (const outage of outages.values()) outage.until = 0;
    },
  };
};
