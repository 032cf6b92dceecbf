import { defineRule, specsOf } from "../rule.ts";
import { pairedRoutes, routeName } from "../states.ts";
import { leadsTo } from "../summary/leads-to.ts";

/** A route that is gone, while the object stays. */
export const routeRemoved = defineRule({
  name: "route-removed",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    for (const { list, among, removed } of pairedRoutes(change)) {
      const [gone] = removed;
      if (gone === undefined) continue;
      const target = leadsTo(gone.entry);
      const name = `${routeName(list, gone.entry, gone.index, Infinity)}${target === "" ? "" : ` (to ${target})`}`;
      return among === 0
        ? { level: "high", why: `${name} is gone and no route is left` }
        : { level: "medium", why: `${name} is gone: its requests take another route, or none` };
    }
    return undefined;
  },
});
