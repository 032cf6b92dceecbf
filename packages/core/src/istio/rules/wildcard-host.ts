import { own, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

/** Hosts of a VirtualService, of either kind of Gateway and of a Gateway API route, without Istio's `namespace/` before them. */
const hostsOf = (spec: JsonObject): string[] =>
  [
    ...textsOf(own(spec, "hosts")),
    ...textsOf(own(spec, "hostnames")),
    ...entriesOf(own(spec, "servers")).flatMap((server) => textsOf(own(server, "hosts"))),
    ...entriesOf(own(spec, "listeners")).flatMap((listener) => textsOf([own(listener, "hostname") ?? null])),
  ].map((host) => host.slice(host.lastIndexOf("/") + 1));

/** A host that stands for many, some of which nobody thought of. */
export const wildcardHost = defineRule({
  name: "wildcard-host",
  kinds: ["VirtualService", "Gateway", "ListenerSet", "HTTPRoute", "GRPCRoute", "TLSRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const earlier = new Set(hostsOf(specs.before));
    const fresh = hostsOf(specs.after).filter((host) => host.startsWith("*") && !earlier.has(host));
    if (fresh.includes("*")) return { level: "medium", why: "host * takes the requests for every host" };
    const [partial] = fresh;
    return partial === undefined ? undefined : { level: "low", why: `host ${show(partial)} takes the requests for every such host` };
  },
});
