import { own, ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { durationOf } from "../duration.ts";
import { show } from "../phrase.ts";
import { defineRule, type Finding } from "../rule.ts";
import { worstOfRoutes } from "../worst-of-routes.ts";

/** Shorter than a request across a network takes. */
const tooShort = 50;
/** Cut to this part or less, calls that were fine begin to fail. */
const drastic = 0.2;

const timeoutOf = (route: JsonObject): JsonValue | undefined => own(route, "timeout") ?? ownAt(route, "timeouts", "request");

const check = (before: JsonObject, after: JsonObject): Finding[] => {
  const [was, is] = [timeoutOf(before), timeoutOf(after)];
  const [old, now] = [durationOf(was), durationOf(is)];
  if (was === is) return [];
  if (is === undefined)
    return old === null || old === 0 ? [] : [{ level: "low", why: "requests wait without a limit: the timeout is gone" }];
  if (now === null) return [];
  // Source: Istio, HTTPRoute.timeout; Gateway API, HTTPRouteTimeouts.request: zero turns it off.
  if (now === 0) return [{ level: "medium", why: `requests wait without a limit: a timeout of ${show(is)} is none` }];
  if (now < tooShort) return [{ level: "medium", why: `a timeout of ${show(is)} fails nearly every request` }];
  if (old !== null && old > 0 && now <= old * drastic)
    return [{ level: "medium", why: `the timeout is cut to a fraction (${show(was ?? "")} -> ${show(is)})` }];
  return [];
};

/** A timeout that is off, gone, or too short for what it guards. */
export const timeoutChanged = defineRule({
  name: "timeout-changed",
  kinds: ["VirtualService", "HTTPRoute", "GRPCRoute"],
  check: (change) => worstOfRoutes(change, check),
});
