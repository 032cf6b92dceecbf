import { redactObject } from "../decode/redact.ts";
import type { LiveCluster } from "./live.ts";

/** A live cluster whose objects are redacted as events are: a Secret's values are in no answer, wherever they come from. */
export const redactedLive = (live: LiveCluster, key: Uint8Array): LiveCluster => ({
  get: async (ref) => {
    const object = await live.get(ref);
    return object === null ? null : redactObject(object, key);
  },
  list: async (pattern) => (await live.list(pattern)).map((object) => redactObject(object, key)),
});
