import { isDeepStrictEqual } from "node:util";
import { objectKey, type ObjectRef } from "@meshaudit/core";
import type { KnownObject } from "../attribution/known-object.ts";

/** So many objects are kept at hand for each mesh. */
const mostKnown = 600;

/** How long somebody waits for an object to be asked for anew who could be told what was known, ms. */
const patience = 2_000;

/** What a mesh is known to say of its objects. */
export interface KnownObjects {
  of(ref: ObjectRef): Promise<KnownObject>;
  forget(refs: readonly ObjectRef[]): void;
  /** What is kept is asked for anew by the next question, and told as long as it cannot be. */
  expire(): void;
}

export interface Asking {
  ask(ref: ObjectRef): Promise<KnownObject>;
  /** How long an answer holds, ms: for ever where news tell what changed. */
  lasts: number;
  /** Counts ms. */
  clock(): number;
  /** An object turned out to be another than was told. */
  onNews(refs: ObjectRef[]): void;
  /** What to say of an object that cannot be asked for anew. */
  stale(known: KnownObject, error: unknown): KnownObject;
}

interface Kept {
  known: Promise<KnownObject>;
  /** What was asked for last, without what was said about it. */
  answer: KnownObject | null;
  since: number;
  /** Why it could not be asked for anew the last time. */
  error: unknown;
  renewing: Promise<KnownObject> | null;
}

const told = ({ history, seen, alive, audited }: KnownObject): unknown => [history.changes, history.incarnations, seen, alive, audited];

const within = async <T>(ms: number, wanted: Promise<T>, otherwise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), ms)));
  return Promise.race([wanted, late]).finally(() => clearTimeout(timer));
};

/** Nothing is known yet. */
export const knownObjects = ({ ask, lasts, clock, onNews, stale }: Asking): KnownObjects => {
  const all = new Map<string, Kept>();

  const askFirst = (key: string, ref: ObjectRef): Promise<KnownObject> => {
    const kept: Kept = { known: ask(ref), answer: null, since: clock(), error: null, renewing: null };
    all.set(key, kept);
    kept.known.then(
      (answer) => Object.assign(kept, { answer, since: clock() }),
      () => {
        if (all.get(key) === kept) all.delete(key);
      },
    );
    const [oldest] = all.keys();
    if (all.size > mostKnown && oldest !== undefined) all.delete(oldest);
    return kept.known;
  };

  /** An answer that says the same as before is the same: what was worked out from it still holds. */
  const renew = async (kept: Kept, before: KnownObject, ref: ObjectRef): Promise<KnownObject> => {
    try {
      const answer = await ask(ref);
      const isSame = isDeepStrictEqual(told(answer), told(before));
      Object.assign(kept, {
        known: Promise.resolve(isSame ? before : answer),
        answer: isSame ? before : answer,
        since: clock(),
        error: null,
      });
      if (!isSame) onNews([ref]);
    } catch (error) {
      if (kept.error !== error) kept.known = Promise.resolve(stale(before, error));
      kept.error = error;
    } finally {
      kept.renewing = null;
    }
    return kept.known;
  };

  return {
    async of(ref) {
      const key = objectKey(ref);
      const kept = all.get(key);
      if (kept === undefined) return askFirst(key, ref);
      if (kept.answer === null || clock() - kept.since < lasts) return kept.known;
      kept.renewing ??= renew(kept, kept.answer, ref);
      return within(patience, kept.renewing, kept.known);
    },
    forget: (refs) => refs.forEach((ref) => all.delete(objectKey(ref))),
    expire: () => {
      for (const kept of all.values()) kept.since = Number.NEGATIVE_INFINITY;
    },
  };
};
