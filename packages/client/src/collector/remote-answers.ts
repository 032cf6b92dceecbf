import { MeshauditError, type Answers, type JsonObject, type ObjectRef } from "@meshaudit/core";
import { askCollector, meshesIn, type CollectorPlace } from "./ask-collector.ts";

/** Whose answers are asked for. */
export interface RemoteConfig extends CollectorPlace {
  /** null: the only mesh that the token may ask about. */
  mesh: string | null;
  /** How an object is in the cluster: the collector does not know, whoever asks may. */
  live(ref: ObjectRef): Promise<JsonObject | null>;
}

/**
 * A collector's answers, the very ones that a session over its store gives.
 *
 * @throws MeshauditError `argument-invalid` for an address that is none. Each question throws what it would throw in a session, and
 * `source-unreadable` when the collector cannot be asked.
 */
export const remoteAnswers = ({ mesh, live, ...place }: RemoteConfig): Answers => {
  const ask = askCollector(place);
  let chosen: Promise<string> | null = null;
  const onlyMesh = async (): Promise<string> => {
    const meshes = meshesIn(await ask("/api/v1/meshes", null));
    const [only, ...others] = meshes;
    if (only !== undefined && others.length === 0) return only;
    const problem =
      only === undefined
        ? "lets this token ask about no mesh"
        : `keeps the logs of ${meshes.length} meshes: ${meshes.slice(0, 8).join(", ")}`;
    throw new MeshauditError("argument-invalid", `the collector ${place.url} ${problem}`, {
      hint: only === undefined ? "ask with a token for reading, of a mesh" : `choose one: ${place.url}?mesh=NAME`,
    });
  };
  const meshOf = (): Promise<string> =>
    (chosen ??= (mesh === null ? onlyMesh() : Promise.resolve(mesh)).catch((error: unknown) => {
      chosen = null;
      throw error;
    }));
  // The collector is of the person's own choosing, and answers with what its own session gave.
  const answerTo = async <T>(question: string, args: unknown): Promise<T> =>
    (await ask(`/api/v1/meshes/${encodeURIComponent(await meshOf())}/${question}`, args)) as T;
  return {
    history: (query) => answerTo("history", { query }),
    histories: (query) => answerTo("histories", { query }),
    blame: (query, path) => answerTo("blame", { query, path }),
    diff: (query, range) => answerTo("diff", { query, range }),
    states: (query, change) => answerTo("states", { query, change }),
    version: (query, at) => answerTo("version", { query, at }),
    restore: (query, at) => answerTo("restore", { query, at }),
    deleted: (query) => answerTo("deleted", { query }),
    whatChanged: (moment) => answerTo("what-changed", { moment }),
    event: (auditID) => answerTo("event", { auditID }),
    live,
    names: (patterns) => answerTo("names", { patterns }),
  };
};
