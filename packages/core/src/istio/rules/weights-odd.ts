import { sameJson } from "../../model/json.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedRoutes, routeName } from "../states.ts";
import { weightsOf } from "../traffic.ts";

/** Weights that a reader takes for percentages and that are none, or that send traffic nowhere. */
export const weightsOdd = defineRule({
  name: "weights-odd",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    for (const { list, among, pairs, added } of pairedRoutes(change)) {
      const changed = pairs.filter((pair) => !sameJson(weightsOf(pair.before), weightsOf(pair.after)));
      const routes = [
        ...changed.map((pair) => ({ route: pair.after, index: pair.to })),
        ...added.map(({ entry, index }) => ({ route: entry, index })),
      ];
      for (const { route, index } of routes) {
        const weights = weightsOf(route);
        const name = routeName(list, route, index, among);
        const of = name === "" ? "" : ` of ${name}`;
        const sum = weights.reduce((total, weight) => total + weight, 0);
        if (weights.length > 0 && sum === 0) return { level: "high", why: `all weights${of} are 0: no destination takes a request` };
        // The Gateway API's weights are relative by design.
        if (list !== "rules" && weights.length > 1 && sum !== 100) {
          return { level: "low", why: `the weights${of} sum to ${sum}, not 100: they count relative to each other` };
        }
      }
    }
    return undefined;
  },
});
