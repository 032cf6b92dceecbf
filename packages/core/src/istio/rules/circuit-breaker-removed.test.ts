import { ruleTable } from "../../testing/rule-table.ts";
import { circuitBreakerRemoved } from "./circuit-breaker-removed.ts";

ruleTable(circuitBreakerRemoved, [
  [
    "outlier detection",
    { trafficPolicy: { outlierDetection: { interval: "5s" } } },
    { trafficPolicy: {} },
    "low: sick endpoints are no longer taken out",
  ],
  [
    "a connection pool",
    { trafficPolicy: { connectionPool: { tcp: { maxConnections: 100 } } } },
    {},
    "low: connections are no longer limited",
  ],
  [
    "a subset's",
    { subsets: [{ name: "v1", trafficPolicy: { outlierDetection: {} } }] },
    { subsets: [{ name: "v1" }] },
    "low: sick endpoints of subset v1 are no longer taken out",
  ],
  ["none", {}, { trafficPolicy: { outlierDetection: {} } }, undefined],
]);
