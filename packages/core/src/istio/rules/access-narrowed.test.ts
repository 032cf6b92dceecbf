import { ruleTable } from "../../testing/rule-table.ts";
import { accessNarrowed } from "./access-narrowed.ts";

const get = { to: [{ operation: { methods: ["GET"] } }] };
const post = { to: [{ operation: { methods: ["POST"] } }] };

ruleTable(accessNarrowed, [
  ["a first ALLOW policy", null, { rules: [get, post] }, "low: what no ALLOW rule lets in is refused from now on"],
  [
    "an external authorizer",
    null,
    { action: "CUSTOM", provider: { name: "opa" }, rules: [get] },
    "low: an external authorizer decides from now on",
  ],
  ["an ALLOW rule gone", { rules: [get, post] }, { rules: [get] }, "medium: no longer let in by it: POST from anyone"],
  ["a DENY policy", null, { action: "DENY", rules: [get] }, "medium: denied from now on: GET from anyone"],
  [
    "a DENY rule more",
    { action: "DENY", rules: [get] },
    { action: "DENY", rules: [get, post] },
    "medium: denied from now on: POST from anyone",
  ],
  ["an ALLOW rule more", { rules: [get] }, { rules: [get, post] }, undefined],
]);
