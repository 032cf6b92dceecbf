import { own, sameJson, type JsonObject, type JsonValue } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, type Finding } from "../rule.ts";
import { percentOf } from "../summary/fault.ts";
import { matchesText } from "../summary/matches.ts";
import { worstOfRoutes } from "../worst-of-routes.ts";

const effects = {
  abort: (abort: JsonValue): string => `are answered with ${show(own(abort, "httpStatus") ?? own(abort, "grpcStatus") ?? "an error")}`,
  delay: (delay: JsonValue): string => `wait ${show(own(delay, "fixedDelay") ?? "longer")}`,
};

const faultOf = (before: JsonObject, after: JsonObject): Finding[] =>
  (["abort", "delay"] as const).flatMap((fault) => {
    const [was, is] = [own(own(before, "fault"), fault), own(own(after, "fault"), fault)];
    if (is === undefined || percentOf(is) === 0 || sameJson(was, is)) return [];
    const requests = matchesText(own(after, "match"));
    const which = requests === "everything" ? "requests" : `requests (${requests})`;
    return [{ level: requests === "everything" ? "high" : "medium", why: `${percentOf(is)} % of ${which} ${effects[fault](is)}` } as const];
  });

/** Requests fail or wait on purpose. */
export const faultInjected = defineRule({
  name: "fault-injected",
  kinds: ["VirtualService"],
  check: (change) => worstOfRoutes(change, faultOf),
});
