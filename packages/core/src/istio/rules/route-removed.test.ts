import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { routeRemoved } from "./route-removed.ts";

const to = (subset: string): JsonObject => ({ route: [{ destination: { host: "reviews", subset } }] });
const canary = { name: "canary", match: [{ headers: { beta: { exact: "1" } } }], ...to("v3") };
const main = { name: "main", ...to("v1") };

ruleTable(routeRemoved, [
  [
    "one of two",
    { http: [canary, main] },
    { http: [main] },
    "medium: route canary (to reviews v3) is gone: its requests take another route, or none",
  ],
  ["the last", { http: [main] }, { http: [] }, "high: route main (to reviews v1) is gone and no route is left"],
  ["none", { http: [main] }, { http: [canary, main] }, undefined],
  ["the object, which is another matter", { http: [main] }, null, undefined],
]);
