import { own, ownAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

const egressOf = (spec: JsonObject): string[] => entriesOf(own(spec, "egress")).flatMap((entry) => textsOf(own(entry, "hosts")));

/** Workloads that can no longer reach what they could. */
export const egressClosed = defineRule({
  name: "egress-closed",
  kinds: ["Sidecar"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const [was, is] = [ownAt(specs.before, "outboundTrafficPolicy", "mode"), ownAt(specs.after, "outboundTrafficPolicy", "mode")];
    if (is === "REGISTRY_ONLY" && was !== is) return { level: "medium", why: "hosts that the mesh does not know can no longer be reached" };
    const hosts = egressOf(specs.after);
    if (hosts.length === 0 || hosts.includes("*/*")) return undefined;
    if (change.operation === "created") return { level: "medium", why: `workloads can reach nothing but ${some(hosts.map(show))}` };
    const gone = egressOf(specs.before).filter((host) => !hosts.includes(host));
    return gone.length === 0 ? undefined : { level: "medium", why: `workloads can no longer reach ${some(gone.map(show))}` };
  },
});
