import { presentable } from "../history/present.ts";
import { MeshauditError } from "../model/error.ts";
import type { JsonObject } from "../model/json.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";

/** The live cluster, as far as a session may ask it. The client hands it in: core knows no Kubernetes client. */
export interface LiveCluster {
  /** The object as it is now, with managedFields; null when there is none. */
  get(ref: ObjectRef): Promise<JsonObject | null>;
  /** All objects of a pattern, with managedFields. */
  list(pattern: ObjectPattern): Promise<JsonObject[]>;
}

/** An object as it is in the cluster, presentable as every version is. Throws MeshauditError `cluster-unreachable` without a cluster. */
export const liveObject = async (ref: ObjectRef, live: LiveCluster | null): Promise<JsonObject | null> => {
  if (live === null) {
    throw new MeshauditError("cluster-unreachable", "there is no cluster to ask", { hint: "check the kubeconfig context in use" });
  }
  const object = await live.get(ref);
  return object === null ? null : presentable(object);
};
