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

/** More comparisons than any person's routes need; a stranger's may be made to need far more. */
const most = 200_000;

/** Finds, for a route, the first one before it that takes all of its requests; -1 when there is none. A route without matches takes everything. */
const shadowFinder = (): ((routes: readonly JsonObject[], index: number) => number) => {
  let left = most;
  const covers = (earlier: JsonObject, narrow: readonly JsonObject[]): boolean => {
    const wide = entriesOf(own(earlier, "match"));
    return wide.length === 0 || narrow.every((match) => wide.some((other) => left-- > 0 && matchCovers(other, match)));
  };
  return (routes, index) => {
    const matches = entriesOf(own(routes[index], "match"));
    const narrow = matches.length === 0 ? [{}] : matches;
    for (let at = 0; at < index && left-- > 0; at++) if (covers(routes[at] ?? {}, narrow)) return at;
    return -1;
  };
};

/** A route that no request can reach, since an earlier one takes them all: the first that matches wins. */
export const routeShadowed = defineRule({
  name: "route-shadowed",
  kinds: ["VirtualService"],
  check(change) {
    if (change.after === null || change.operation === "deleted") return undefined;
    const [was, is] = [specOf(change.before), specOf(change.after)];
    const shadowOf = shadowFinder();
    for (const { list, pairs, added } of pairedRoutes(change)) {
      const [before, after] = [entriesOf(own(was, list)), entriesOf(own(is, list))];
      const suspects = [...added.map(({ index }) => ({ index, from: -1 })), ...pairs.map(({ to, from }) => ({ index: to, from }))];
      for (const { index, from } of suspects) {
        const by = shadowOf(after, index);
        if (by < 0 || (from >= 0 && shadowOf(before, from) >= 0)) continue;
        const [name, taker] = [routeName(list, after[index] ?? {}, index, Infinity), routeName(list, after[by] ?? {}, by, Infinity)];
        return { level: "medium", why: `${name} never gets a request: ${taker} before it takes them all` };
      }
    }
    return undefined;
  },
});
