import { ruleTable } from "../../testing/rule-table.ts";
import { authorizationRemoved } from "./authorization-removed.ts";

ruleTable(authorizationRemoved, [
  ["ALLOW", { rules: [] }, null, "medium: if no other ALLOW policy is left for these workloads, every request is let in"],
  ["DENY", { action: "DENY" }, null, "high: what it denied is let in unless another policy refuses it"],
  ["CUSTOM", { action: "CUSTOM" }, null, "high: the external authorizer is no longer asked"],
  ["AUDIT", { action: "AUDIT" }, null, undefined],
  ["an action of a stranger", { action: "constructor" }, null, undefined],
  ["what is not known", "unknown", null, "medium: what it refused may now be let in"],
  ["nothing", { action: "DENY" }, { action: "DENY" }, undefined],
]);
