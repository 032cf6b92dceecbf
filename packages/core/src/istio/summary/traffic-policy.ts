import { ownAt } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";

const settings = {
  tls: tellKeys({ mode: tellValue("TLS mode") }),
  loadBalancer: tellLeaves("load balancer"),
  connectionPool: tellLeaves("connection pool"),
  outlierDetection: tellLeaves("outlier detection"),
  tunnel: tellLeaves("tunnel"),
};

/** A DestinationRule's policy for connections: its own, a subset's or a port's. */
export const tellTrafficPolicy = tellKeys({
  ...settings,
  portLevelSettings: tellEntries({
    name: (entry) => `port ${show(ownAt(entry, "port", "number") ?? "?")}`,
    tell: tellKeys(settings),
  }),
});
