import { ruleTable } from "../../testing/rule-table.ts";
import { allowAll } from "./allow-all.ts";

const rule = { from: [{ source: { namespaces: ["bookinfo"] } }] };

ruleTable(allowAll, [
  ["an empty rule", null, { rules: [{}] }, "high: an empty rule allows every request"],
  ["one beside others", { rules: [rule] }, { rules: [rule, {}] }, "high: an empty rule allows every request"],
  ["one of empty lists", { rules: [rule] }, { action: "ALLOW", rules: [{ from: [], to: [] }] }, "high: an empty rule allows every request"],
  ["a denial of all", null, { action: "DENY", rules: [{}] }, undefined],
  ["one since before", { rules: [{}] }, { rules: [{}, rule] }, undefined],
  ["no rule", null, {}, undefined],
]);
