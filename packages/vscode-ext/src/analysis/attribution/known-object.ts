import {
  MeshauditError,
  parsePath,
  type JsonObject,
  type JsonValue,
  type ObjectBlame,
  type ObjectHistory,
  type ObjectPattern,
  type ObjectRef,
  type Answers,
} from "@meshaudit/core";

/** All that a mesh's log says of one object. */
export interface KnownObject {
  history: ObjectHistory;
  /** Whether any event touches it. */
  seen: boolean;
  near: string[];
  notes: string[];
  /** null when no event holds its contents, or the log does not know it. */
  blame: ObjectBlame | null;
  /** Its last known state; null as `blame`. */
  audited: JsonObject | null;
  /** null: not known. */
  alive: boolean | null;
}

const everyChange = { labels: null, from: null, to: null, by: null, attempts: true };

/** The question about one object, all of its changes and attempts. */
export const queryOf = ({ group, resource, namespace, name }: ObjectRef): Parameters<Answers["history"]>[0] => {
  const pattern: ObjectPattern = { group, resource, namespace: namespace === "" ? null : namespace, name };
  return { patterns: [pattern], ...everyChange };
};

/** The object whose leaves a blame has. */
const objectOf = ({ paths }: ObjectBlame): JsonObject => {
  const root: { at: JsonValue } = { at: {} };
  for (const { path, value } of paths) {
    const steps = parsePath(path) ?? [];
    let into: { [key: string]: JsonValue } | JsonValue[] = root.at as JsonObject;
    for (const [index, step] of steps.entries()) {
      const last = index === steps.length - 1;
      const next: JsonValue = last ? value : typeof steps[index + 1] === "number" ? [] : {};
      const there = Object.hasOwn(into, step) ? (into as JsonObject)[step] : undefined;
      if (last || there === undefined)
        Object.defineProperty(into, step, { value: next, enumerable: true, configurable: true, writable: true });
      into = (into as JsonObject)[step] as JsonObject | JsonValue[];
    }
  }
  return root.at as JsonObject;
};

const isUnavailable = (error: unknown): boolean =>
  error instanceof MeshauditError && ["version-unavailable", "object-never-seen", "object-ambiguous"].includes(error.code);

/** Asks a session for all it knows of an object; `withNear`: of one that was never seen also for the names that may be meant. */
export const askObject = async (session: Answers, ref: ObjectRef, withNear: boolean): Promise<KnownObject> => {
  const query = queryOf(ref);
  const { result, seen, notes } = await session.histories(query);
  const history = result.items[0];
  if (!seen || history === undefined) {
    const object = { mesh: null, kind: null, ...ref };
    const none = { apiVersion: result.apiVersion, kind: "ObjectHistory" as const, object, searched: result.searched };
    return {
      history: { ...none, changes: [], attempts: [], gaps: [], incarnations: [] },
      seen: false,
      near: withNear ? (await session.history(query)).near : [],
      notes,
      blame: null,
      audited: null,
      alive: null,
    };
  }
  const blame = await session.blame(query, null).catch((error: unknown) => {
    if (isUnavailable(error)) return null;
    throw error;
  });
  const gone = history.changes[0]?.operation === "deleted" || (history.incarnations.at(-1)?.to ?? null) !== null;
  const alive = gone ? false : history.incarnations.length > 0 ? true : null;
  return {
    history,
    seen: true,
    near: [],
    notes,
    blame: blame?.result ?? null,
    audited: blame === null ? null : objectOf(blame.result),
    alive,
  };
};
