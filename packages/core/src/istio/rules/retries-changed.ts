import { own, ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { defineRule, type Finding } from "../rule.ts";
import { worstOfRoutes } from "../worst-of-routes.ts";

/** More tries than this only add load where there is trouble already. */
const sane = 10;

const attemptsOf = (route: JsonObject): JsonValue | undefined => ownAt(route, "retries", "attempts") ?? ownAt(route, "retry", "attempts");
const hasRetries = (route: JsonObject): boolean => own(route, "retries") !== undefined || own(route, "retry") !== undefined;

const check = (before: JsonObject, after: JsonObject): Finding[] => {
  const [was, is] = [attemptsOf(before), attemptsOf(after)];
  if (was === is && hasRetries(before) === hasRetries(after)) return [];
  if (typeof is === "number" && is > sane && !(typeof was === "number" && was >= is)) {
    return [{ level: "medium", why: `a failing request is sent up to ${is + 1} times` }];
  }
  if (is === 0 && was !== 0) return [{ level: "low", why: "failing requests are not tried again" }];
  if (hasRetries(before) && !hasRetries(after)) return [{ level: "low", why: "its retries are gone: the mesh's default counts again" }];
  return [];
};

/** Retries without measure, or none any more. */
export const retriesChanged = defineRule({
  name: "retries-changed",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute"],
  check: (change) => worstOfRoutes(change, check),
});
