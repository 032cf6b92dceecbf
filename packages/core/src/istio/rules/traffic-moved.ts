import { defineRule, specsOf } from "../rule.ts";
import { pairedRoutes, routeName } from "../states.ts";
import { shiftsOf, weightsOf, type Shift } from "../traffic.ts";

/** A step of a progressive rollout moves no more than this many points. */
const step = 25;

/**
 * How much of a route's traffic a change moved. All: every request goes elsewhere. Most: at least half of them do; or a destination that
 * had no majority takes four fifths in more than a step, as the majority is what a rollout moves last and slowest.
 */
const extentOf = (shifts: readonly Shift[]): "all" | "most" | null => {
  const moved = shifts.reduce((points, shift) => points + Math.max(0, shift.after - shift.before), 0);
  if (moved > 99.5) return "all";
  const tipped = shifts.some((shift) => shift.before <= 50 && shift.after >= 80);
  return moved >= 50 || (tipped && moved > step) ? "most" : null;
};

const carries = (weights: readonly number[]): boolean => weights.some((weight) => weight > 0);

/** Traffic that goes elsewhere in one stroke. The steps of a rollout are taken out where the history is known: see `rollout.ts`. */
export const trafficMoved = defineRule({
  name: "traffic-moved",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || change.operation === "created") return undefined;
    const found = pairedRoutes(change).flatMap(({ list, among, pairs }) =>
      pairs.flatMap((pair) => {
        if (!carries(weightsOf(pair.before)) || !carries(weightsOf(pair.after))) return [];
        const extent = extentOf(shiftsOf(pair.before, pair.after));
        const name = among > 1 ? ` of ${routeName(list, pair.after, pair.to, among)}` : "";
        return extent === null ? [] : [{ extent, name }];
      }),
    );
    const worst = found.find(({ extent }) => extent === "all") ?? found[0];
    if (worst === undefined) return undefined;
    return { level: worst.extent === "all" ? "high" : "medium", why: `${worst.extent} traffic${worst.name} moved at once` };
  },
});
