import type { JsonObject, JsonValue } from "../../model/json.ts";
import { pairEntries } from "../pairing.ts";
import { tellKeys, tellOther, type Tell } from "../tell.ts";
import { destinationNames, sharesOf, shiftsOf, type Share } from "../traffic.ts";

const rounded = (percent: number): string => String(Math.round(percent * 10) / 10);

const whole = (shares: readonly Share[]): Share | null => (shares.length === 1 && shares[0]?.percent === 100 ? shares[0] : null);

/** A lone destination that is replaced by another: `details v1 -> v2`. */
const replaced = (was: Share, is: Share): string => {
  const [before = "", after = ""] = destinationNames([was, is]);
  return `${before} -> ${after}`;
};

/** Each destination whose share of the traffic changed: `reviews v1 90 -> 70 %, v3 10 -> 30 %`. */
const tellShares = (before: JsonObject, after: JsonObject): string | null => {
  const [was, is] = [whole(sharesOf(before)), whole(sharesOf(after))];
  if (was !== null && is !== null) return was.key === is.key ? null : replaced(was, is);
  const shifted = shiftsOf(before, after).filter((shift) => rounded(shift.before) !== rounded(shift.after));
  if (shifted.length === 0) return null;
  const names = destinationNames(shifted);
  return shifted.map((shift, index) => `${names[index]} ${rounded(shift.before)} -> ${rounded(shift.after)} %`).join(", ");
};

const told = () => [];
/** What a destination says besides where it is and its weight, such as headers. */
const tellRest = tellKeys({ destination: told, weight: told, group: told, kind: told, name: told, namespace: told, port: told });

const asRoute = (list: "route" | "backendRefs", value: JsonValue | undefined): JsonObject => ({
  [list]: Array.isArray(value) ? value : [],
});

/** Where a route's traffic goes, for Istio's `route` and the Gateway API's `backendRefs`. */
export const tellDestinations =
  (list: "route" | "backendRefs"): Tell =>
  (before, after, place) => {
    const [was, is] = [asRoute(list, before), asRoute(list, after)];
    const shares = tellShares(was, is);
    // The name of the only route adds nothing to its destinations.
    const routes = place.of === "" || place.only ? "" : `${place.of.replace(/^ of /, "")}: `;
    const others = pairEntries(before, after, place).pairs.flatMap((pair) =>
      tellRest(pair.before, pair.after, { ...place, oldPath: `${place.oldPath}[${pair.from}]`, newPath: `${place.newPath}[${pair.to}]` }),
    );
    if (shares !== null) return [`${routes}${shares}`, ...others];
    return others.length > 0 ? others : tellOther(before, after, place);
  };
