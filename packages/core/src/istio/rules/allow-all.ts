import { own, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { defineRule, specsOf } from "../rule.ts";
import { isEmptyRule } from "../summary/authorization.ts";

const allowsAll = (spec: JsonObject): boolean =>
  (own(spec, "action") ?? "ALLOW") === "ALLOW" && entriesOf(own(spec, "rules")).some(isEmptyRule);

/** An empty rule matches every request. Source: Istio, AuthorizationPolicy, "allow-all". */
export const allowAll = defineRule({
  name: "allow-all",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || !allowsAll(specs.after)) return undefined;
    if (change.operation === "updated" && allowsAll(specs.before)) return undefined;
    return { level: "high", why: "an empty rule allows every request" };
  },
});
