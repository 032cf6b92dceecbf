import { ruleTable } from "../../testing/rule-table.ts";
import { mtlsEnforced } from "./mtls-enforced.ts";

ruleTable(mtlsEnforced, [
  ["PERMISSIVE to STRICT", { mtls: { mode: "PERMISSIVE" } }, { mtls: { mode: "STRICT" } }, "low: clients without mTLS are refused"],
  ["STRICT created", null, { mtls: { mode: "STRICT" } }, "low: clients without mTLS are refused"],
  ["one port", {}, { portLevelMtls: { "8080": { mode: "STRICT" } } }, "low: clients without mTLS are refused on port 8080"],
  ["STRICT as before", { mtls: { mode: "STRICT" } }, { mtls: { mode: "STRICT" }, selector: {} }, undefined],
]);
