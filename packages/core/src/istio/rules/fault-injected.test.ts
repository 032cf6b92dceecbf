import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { faultInjected } from "./fault-injected.ts";

const http = (route: JsonObject): JsonObject => ({ http: [{ route: [{ destination: { host: "ratings" } }], ...route }] });

ruleTable(faultInjected, [
  [
    "an abort for all",
    http({}),
    http({ fault: { abort: { httpStatus: 500, percentage: { value: 100 } } } }),
    "high: 100 % of requests are answered with 500",
  ],
  [
    "an abort without a percentage",
    http({}),
    http({ fault: { abort: { httpStatus: 503 } } }),
    "high: 100 % of requests are answered with 503",
  ],
  [
    "a delay for some",
    http({}),
    http({ fault: { delay: { fixedDelay: "5s", percentage: { value: 10 } } } }),
    "high: 10 % of requests wait 5s",
  ],
  [
    "in a new object",
    null,
    http({ fault: { abort: { grpcStatus: "UNAVAILABLE" } } }),
    "high: 100 % of requests are answered with UNAVAILABLE",
  ],
  [
    "for those who ask for it",
    http({}),
    http({ match: [{ headers: { "end-user": { exact: "carol" } } }], fault: { delay: { fixedDelay: "7s" } } }),
    "medium: 100 % of requests (header end-user: carol) wait 7s",
  ],
  ["for none", http({}), http({ fault: { abort: { httpStatus: 500, percentage: { value: 0 } } } }), undefined],
  [
    "that was there",
    http({ fault: { abort: { httpStatus: 500 } } }),
    http({ fault: { abort: { httpStatus: 500 } }, timeout: "1s" }),
    undefined,
  ],
  ["taken away", http({ fault: { abort: { httpStatus: 500 } } }), http({}), undefined],
]);
