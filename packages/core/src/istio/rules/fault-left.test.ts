import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { faultLeft } from "./fault-left.ts";

const fault = { abort: { httpStatus: 500 } };
const none = { abort: { httpStatus: 500, percentage: {} } };
const http = (route: JsonObject): JsonObject => ({ http: [{ route: [{ destination: { host: "ratings" } }], ...route }] });

ruleTable(faultLeft, [
  ["a timeout beside a fault", http({ fault }), http({ fault, timeout: "1s" }), "low: a fault is still injected: abort 500 for 100 %"],
  ["a state before that is not known", "unknown", http({ fault }), "low: a fault is in place: abort 500 for 100 %"],
  ["the fault itself", http({}), http({ fault }), undefined],
  ["its end", http({ fault }), http({}), undefined],
  ["a fault that hits nothing", http({ fault: none }), http({ fault: none, timeout: "1s" }), undefined],
  ["only metadata", { metadata: {}, spec: http({ fault }) }, { metadata: { labels: { a: "b" } }, spec: http({ fault }) }, undefined],
]);
