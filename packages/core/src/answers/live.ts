import type { JsonObject } from "../model/json.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";

/** The live cluster, as far as a session may ask it. The client hands it in: core knows no Kubernetes client. */
export interface LiveCluster {
  /** The object as it is now, with managedFields; null when there is none. */
  get(ref: ObjectRef): Promise<JsonObject | null>;
  /** All objects of a pattern, with managedFields. */
  list(pattern: ObjectPattern): Promise<JsonObject[]>;
}
