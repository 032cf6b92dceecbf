import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { answeredDirectly } from "./answered-directly.ts";

const http = (route: JsonObject): JsonObject => ({ http: [{ name: "default", ...route }] });

ruleTable(answeredDirectly, [
  ["an error for all", http({}), http({ directResponse: { status: 503 } }), "high: all requests are answered with 503 by the proxy itself"],
  [
    "an error for some",
    http({}),
    http({ match: [{ uri: { prefix: "/old" } }], directResponse: { status: 410 } }),
    "medium: requests (/old*) are answered with 410 by the proxy itself",
  ],
  ["a page", null, http({ directResponse: { status: 200 } }), "medium: all requests are answered with 200 by the proxy itself"],
  ["one since before", http({ directResponse: { status: 503 } }), http({ directResponse: { status: 503 }, headers: {} }), undefined],
]);
