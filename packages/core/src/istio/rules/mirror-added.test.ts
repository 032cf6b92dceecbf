import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { mirrorAdded } from "./mirror-added.ts";

const http = (route: JsonObject): JsonObject => ({ http: [{ name: "default", ...route }] });

ruleTable(mirrorAdded, [
  [
    "a mirror",
    http({}),
    http({ mirror: { host: "reviews", subset: "v2" } }),
    "low: reviews v2 gets a copy of the requests, writes included",
  ],
  [
    "one of several",
    http({}),
    http({ mirrors: [{ destination: { host: "shadow" } }] }),
    "low: shadow gets a copy of the requests, writes included",
  ],
  ["one since before", http({ mirror: { host: "shadow" } }), http({ mirror: { host: "shadow" }, timeout: "1s" }), undefined],
  ["the end of one", http({ mirror: { host: "shadow" } }), http({}), undefined],
]);
