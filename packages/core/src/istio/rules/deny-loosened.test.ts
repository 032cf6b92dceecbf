import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { denyLoosened } from "./deny-loosened.ts";

const get = { to: [{ operation: { methods: ["GET"] } }] };
const post = { to: [{ operation: { methods: ["POST"] } }] };
const deny = (...rules: JsonObject[]): JsonObject => ({ action: "DENY", rules });

ruleTable(denyLoosened, [
  ["DENY to ALLOW", deny(get), { action: "ALLOW", rules: [get] }, "high: what it denied is no longer denied (DENY -> ALLOW)"],
  ["a rule gone", deny(get, post), deny(get), "medium: no longer denied: POST from anyone"],
  ["a rule more", deny(get), deny(get, post), undefined],
  ["ALLOW", { rules: [get, post] }, { rules: [get] }, undefined],
]);
