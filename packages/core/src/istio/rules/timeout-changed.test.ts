import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { timeoutChanged } from "./timeout-changed.ts";

const http = (timeout?: string): JsonObject => ({ http: [{ name: "default", ...(timeout === undefined ? {} : { timeout }) }] });

ruleTable(timeoutChanged, [
  ["off", http("3s"), http("0s"), "medium: requests wait without a limit: a timeout of 0s is none"],
  ["gone", http("3s"), http(), "low: requests wait without a limit: the timeout is gone"],
  ["too short", http(), http("10ms"), "medium: a timeout of 10ms fails nearly every request"],
  ["cut", http("1m"), http("0.5s"), "medium: the timeout is cut to a fraction (1m -> 0.5s)"],
  ["longer", http("3s"), http("10s"), undefined],
  ["a little shorter", http("10s"), http("3s"), undefined],
  ["no duration", http("3s"), http("soon"), undefined],
]);

ruleTable(
  timeoutChanged,
  [["off", null, { rules: [{ timeouts: { request: "0s" } }] }, "medium: requests wait without a limit: a timeout of 0s is none"]],
  "HTTPRoute",
);
