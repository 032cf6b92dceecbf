import { own, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { defineRule, specsOf, type Finding } from "../rule.ts";
import { isEmptyRule } from "../summary/authorization.ts";

/** A policy that allows without a rule allows nothing; one that denies with an empty rule denies everything. */
const deniesAll = (spec: JsonObject): Finding | undefined => {
  const action = own(spec, "action") ?? "ALLOW";
  const rules = entriesOf(own(spec, "rules"));
  if (action === "ALLOW" && rules.length === 0)
    return { level: "medium", why: "it allows nothing: requests are denied unless another policy allows them" };
  if (action === "DENY" && rules.some(isEmptyRule)) return { level: "high", why: "an empty rule denies every request" };
  return undefined;
};

/** A policy that now refuses all requests. */
export const everythingDenied = defineRule({
  name: "everything-denied",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || (change.operation === "updated" && deniesAll(specs.before))) return undefined;
    return deniesAll(specs.after);
  },
});
