import { ruleTable } from "../../testing/rule-table.ts";
import { everythingDenied } from "./everything-denied.ts";

const rule = { to: [{ operation: { methods: ["GET"] } }] };

ruleTable(everythingDenied, [
  ["ALLOW without a rule", null, {}, "medium: it allows nothing: requests are denied unless another policy allows them"],
  [
    "ALLOW that lost its rules",
    { rules: [rule] },
    { rules: [] },
    "medium: it allows nothing: requests are denied unless another policy allows them",
  ],
  [
    "DENY with an empty rule",
    { action: "DENY", rules: [rule] },
    { action: "DENY", rules: [{}] },
    "high: an empty rule denies every request",
  ],
  ["DENY without a rule", null, { action: "DENY" }, undefined],
  ["as before", {}, { selector: { matchLabels: { app: "reviews" } } }, undefined],
]);
