import { own, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

const hostsOf = (spec: JsonObject): string[] => [
  ...textsOf(own(spec, "hosts")),
  ...textsOf(own(spec, "hostnames")),
  ...entriesOf(own(spec, "servers")).flatMap((server) => textsOf(own(server, "hosts"))),
];

/** A host that was served, routed or known, and is no longer. */
export const hostRemoved = defineRule({
  name: "host-removed",
  kinds: ["VirtualService", "Gateway", "ServiceEntry", "HTTPRoute", "GRPCRoute", "TLSRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const kept = new Set(hostsOf(specs.after));
    // Without hostnames, a route of the Gateway API takes every host.
    if (kept.size === 0 && own(specs.before, "hostnames") !== undefined) return undefined;
    const gone = hostsOf(specs.before).filter((host) => !kept.has(host));
    return gone.length === 0 ? undefined : { level: "medium", why: `requests for ${some(gone.map(show))} are no longer its own` };
  },
});
