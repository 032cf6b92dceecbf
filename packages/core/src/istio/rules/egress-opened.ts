import { own, ownAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";

const egressOf = (spec: JsonObject): string[] => entriesOf(own(spec, "egress")).flatMap((entry) => textsOf(own(entry, "hosts")));

/** Workloads may reach more of the world than they could. */
export const egressOpened = defineRule({
  name: "egress-opened",
  kinds: ["ServiceEntry", "Sidecar"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const known = new Set(textsOf(own(specs.before, "hosts")));
    const wild = textsOf(own(specs.after, "hosts")).find((host) => host.startsWith("*") && !known.has(host));
    if (wild !== undefined) return { level: wild === "*" ? "high" : "medium", why: `the mesh may reach every host ${show(wild)}` };
    // Without a Sidecar everything is open, so that only a change of one can open more.
    if (change.operation === "created") return undefined;
    if (egressOf(specs.after).includes("*/*") && !egressOf(specs.before).includes("*/*"))
      return { level: "medium", why: "workloads may reach every service of the mesh" };
    const [was, is] = [ownAt(specs.before, "outboundTrafficPolicy", "mode"), ownAt(specs.after, "outboundTrafficPolicy", "mode")];
    return was === "REGISTRY_ONLY" && is !== was
      ? { level: "medium", why: `workloads may reach hosts that the mesh does not know (REGISTRY_ONLY -> ${show(is ?? "inherited")})` }
      : undefined;
  },
});
