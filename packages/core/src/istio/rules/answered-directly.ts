import { own, ownAt, sameJson, type JsonObject } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, type Finding } from "../rule.ts";
import { matchesText } from "../summary/matches.ts";
import { worstOfRoutes } from "../worst-of-routes.ts";

const check = (before: JsonObject, after: JsonObject): Finding[] => {
  const status = ownAt(after, "directResponse", "status");
  if (status === undefined || sameJson(own(before, "directResponse"), own(after, "directResponse"))) return [];
  const requests = matchesText(own(after, "match"));
  const fails = typeof status === "number" && status >= 400;
  const which = requests === "everything" ? "all requests" : `requests (${requests})`;
  return [
    {
      level: fails && requests === "everything" ? "high" : "medium",
      why: `${which} are answered with ${show(status)} by the proxy itself`,
    },
  ];
};

/** Requests that no service sees any more. */
export const answeredDirectly = defineRule({
  name: "answered-directly",
  kinds: ["VirtualService"],
  check: (change) => worstOfRoutes(change, check),
});
