import { eachPolicy } from "../policies.ts";
import { defineRule, specsOf } from "../rule.ts";

/** What keeps a sick or flooded service from taking others with it. */
export const circuitBreakerRemoved = defineRule({
  name: "circuit-breaker-removed",
  kinds: ["DestinationRule"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const lost = (setting: string): string | undefined =>
      eachPolicy(specs, setting).find(({ before, after }) => before !== undefined && after === undefined)?.place;
    const [outlier, pool] = [lost("outlierDetection"), lost("connectionPool")];
    if (outlier !== undefined)
      return { level: "low", why: `sick endpoints${outlier === "" ? "" : ` of ${outlier}`} are no longer taken out` };
    if (pool !== undefined) return { level: "low", why: `connections${pool === "" ? "" : ` to ${pool}`} are no longer limited` };
    return undefined;
  },
});
