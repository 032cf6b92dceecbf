import { own, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

const gatewaysOf = (spec: JsonObject): string[] => [
  ...textsOf(own(spec, "gateways")),
  ...entriesOf(own(spec, "parentRefs")).flatMap((parent) => textAt(parent, "name") ?? []),
];

/** A route that a gateway no longer knows. */
export const routeDetached = defineRule({
  name: "route-detached",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const kept = new Set(gatewaysOf(specs.after));
    const gone = gatewaysOf(specs.before).filter((gateway) => !kept.has(gateway));
    if (gone.length === 0) return undefined;
    return { level: "medium", why: `requests that enter by ${some(gone.map(show))} no longer reach it` };
  },
});
