import { own, type JsonObject } from "../../model/json.ts";
import { entriesOf, meshKindOf, specOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule, type Finding } from "../rule.ts";

const route: Finding = { level: "high", why: "its requests find no route any more" };
const entrance: Finding = { level: "high", why: "no traffic enters by it any more" };

const findings = new Map<string, (spec: JsonObject) => Finding>([
  [
    "VirtualService",
    (spec) => {
      const hosts = some(textsOf(own(spec, "hosts")).map(show));
      return {
        level: "medium",
        why: `requests${hosts === "" ? "" : ` for ${hosts}`} no longer follow its routes`,
      };
    },
  ],
  [
    "DestinationRule",
    (spec) => {
      const subsets = some(entriesOf(own(spec, "subsets")).map((subset) => show(own(subset, "name") ?? "?")));
      if (subsets !== "") return { level: "high", why: `routes to subset ${subsets} fail with 503` };
      return { level: "medium", why: "its settings for connections no longer hold, routes to a subset of it fail" };
    },
  ],
  ["Gateway", () => entrance],
  ["GatewayClass", () => entrance],
  ["ListenerSet", () => entrance],
  ["XListenerSet", () => entrance],
  ["HTTPRoute", () => route],
  ["GRPCRoute", () => route],
  ["TLSRoute", () => route],
  ["TCPRoute", () => route],
  ["UDPRoute", () => route],
  ["ServiceEntry", () => ({ level: "low", why: "the mesh no longer knows its hosts" })],
  ["WorkloadEntry", () => ({ level: "medium", why: "the workload gets no traffic any more" })],
]);

/** The deletion of what takes or steers traffic. */
export const routingDeleted = defineRule({
  name: "routing-deleted",
  kinds: [...findings.keys()],
  check(change) {
    if (change.operation !== "deleted") return undefined;
    return findings.get(meshKindOf(change.object) ?? "")?.(specOf(change.before));
  },
});
