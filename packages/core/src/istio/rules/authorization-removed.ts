import { own } from "../../model/json.ts";
import { specOf } from "../facts.ts";
import { defineRule, type Finding } from "../rule.ts";

const byAction: Record<string, Finding> = {
  ALLOW: { level: "medium", why: "if no other ALLOW policy is left for these workloads, every request is let in" },
  DENY: { level: "high", why: "what it denied is let in unless another policy refuses it" },
  CUSTOM: { level: "high", why: "the external authorizer is no longer asked" },
};

/** A policy that is gone. Which others stand beside it, one object's history cannot tell. */
export const authorizationRemoved = defineRule({
  name: "authorization-removed",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    if (change.operation !== "deleted") return undefined;
    if (change.before === null) return { level: "medium", why: "what it refused may now be let in" };
    const action = own(specOf(change.before), "action") ?? "ALLOW";
    return typeof action === "string" && Object.hasOwn(byAction, action) ? byAction[action] : undefined;
  },
});
