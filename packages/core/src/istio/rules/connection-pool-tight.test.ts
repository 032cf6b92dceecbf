import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { connectionPoolTight } from "./connection-pool-tight.ts";

const pool = (connectionPool: JsonObject): JsonObject => ({ trafficPolicy: { connectionPool } });

ruleTable(connectionPoolTight, [
  ["one connection", {}, pool({ tcp: { maxConnections: 1 } }), "medium: no more than 1 connection: the rest is refused with 503"],
  ["a few requests", {}, pool({ http: { http2MaxRequests: 5 } }), "medium: no more than 5 requests at once: the rest is refused with 503"],
  ["many", {}, pool({ tcp: { maxConnections: 1000 } }), undefined],
  ["more than before", pool({ tcp: { maxConnections: 1 } }), pool({ tcp: { maxConnections: 2 } }), undefined],
]);
