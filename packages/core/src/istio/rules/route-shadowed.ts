import { isObject, own, sameJson, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { entriesOf, specOf } from "../facts.ts";
import { defineRule } from "../rule.ts";
import { pairedRoutes, routeName } from "../states.ts";

/** Whether every text that meets `narrow` meets `wide`, for Istio's StringMatch. undefined meets everything. */
const textCovers = (wide: JsonValue | undefined, narrow: JsonValue | undefined): boolean => {
  const prefix = textAt(wide, "prefix");
  if (textAt(wide, "regex") === ".*" || sameJson(wide, narrow)) return true;
  return prefix !== null && (textAt(narrow, "exact") ?? textAt(narrow, "prefix") ?? "").startsWith(prefix);
};

const namedCover = (wide: JsonValue, narrow: JsonValue | undefined): boolean =>
  isObject(wide) &&
  Object.entries(wide).every(([name, match]) => {
    const other = own(narrow, name);
    // An empty match asks only that the header is there.
    return other !== undefined && ((isObject(match) && Object.keys(match).length === 0) || textCovers(match, other));
  });

const unimportant = new Set(["name", "statPrefix", "ignoreUriCase"]);

/** Whether every request that meets one match condition meets another, wider one. */
const matchCovers = (wide: JsonObject, narrow: JsonObject): boolean =>
  Object.entries(wide).every(([key, value]) => {
    const other = own(narrow, key);
    if (unimportant.has(key)) return true;
    if (key === "uri") {
      // A match that ignores case takes more than the same one that does not.
      const narrower = own(wide, "ignoreUriCase") === true || own(narrow, "ignoreUriCase") !== true;
      return textAt(value, "prefix") === "/" || (narrower && other !== undefined && textCovers(value, other));
    }
    if (sameJson(value, other)) return true;
    if (key === "headers" || key === "queryParams") return namedCover(value, other);
    return (key === "method" || key === "authority" || key === "scheme") && other !== undefined && textCovers(value, other);
  });

/** Whether an earlier route takes all requests of a later one. A route without matches takes everything. */
const covers = (earlier: JsonObject, later: JsonObject): boolean => {
  const [wide, narrow] = [entriesOf(own(earlier, "match")), entriesOf(own(later, "match"))];
  if (wide.length === 0) return true;
  return (narrow.length === 0 ? [{}] : narrow).every((match) => wide.some((other) => matchCovers(other, match)));
};

const shadowOf = (routes: readonly JsonObject[], index: number): number =>
  routes.slice(0, index).findIndex((earlier) => covers(earlier, routes[index] ?? {}));

/** More routes than any person writes: the comparison of each with each ends here. */
const most = 500;

/** A route that no request can reach, since an earlier one takes them all: the first that matches wins. */
export const routeShadowed = defineRule({
  name: "route-shadowed",
  kinds: ["VirtualService"],
  check(change) {
    if (change.after === null || change.operation === "deleted") return undefined;
    const [was, is] = [specOf(change.before), specOf(change.after)];
    for (const { list, pairs, added } of pairedRoutes(change)) {
      const [before, after] = [entriesOf(own(was, list)), entriesOf(own(is, list)).slice(0, most)];
      const fresh = new Set(added.map(({ index }) => index));
      for (const pair of pairs) if (pair.from < most && shadowOf(before, pair.from) < 0) fresh.add(pair.to);
      for (const index of fresh) {
        const by = index < after.length ? shadowOf(after, index) : -1;
        if (by < 0) continue;
        const [name, taker] = [routeName(list, after[index] ?? {}, index, Infinity), routeName(list, after[by] ?? {}, by, Infinity)];
        return { level: "medium", why: `${name} never gets a request: ${taker} before it takes them all` };
      }
    }
    return undefined;
  },
});
