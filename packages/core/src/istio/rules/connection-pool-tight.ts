import { ownAt } from "../../model/json.ts";
import { eachPolicy } from "../policies.ts";
import { defineRule, specsOf } from "../rule.ts";

/** What a limit below this refuses under everyday load. */
const tight = 10;

const limits = [
  { path: ["tcp", "maxConnections"], noun: "connection" },
  { path: ["http", "http1MaxPendingRequests"], noun: "waiting request" },
  { path: ["http", "http2MaxRequests"], noun: "request at once" },
] as const;

/** A limit so low that requests above it are refused with 503. */
export const connectionPoolTight = defineRule({
  name: "connection-pool-tight",
  kinds: ["DestinationRule"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    for (const { place, before, after } of eachPolicy(specs, "connectionPool")) {
      for (const { path, noun } of limits) {
        const [was, is] = [ownAt(before, ...path), ownAt(after, ...path)];
        if (typeof is !== "number" || is <= 0 || is >= tight || (typeof was === "number" && was <= is)) continue;
        const plural = is === 1 ? noun : noun.replace(/^(connection|waiting request|request)/, "$1s");
        return { level: "medium", why: `no more than ${is} ${plural}${place === "" ? "" : ` to ${place}`}: the rest is refused with 503` };
      }
    }
    return undefined;
  },
});
