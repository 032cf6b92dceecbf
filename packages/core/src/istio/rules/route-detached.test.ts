import { ruleTable } from "../../testing/rule-table.ts";
import { routeDetached } from "./route-detached.ts";

ruleTable(routeDetached, [
  ["a gateway", { gateways: ["mesh", "edge"] }, { gateways: ["mesh"] }, "medium: requests that enter by edge no longer reach it"],
  ["none", { gateways: ["mesh"] }, { gateways: ["mesh", "edge"] }, undefined],
]);

ruleTable(
  routeDetached,
  [["a parent", { parentRefs: [{ name: "edge" }] }, { parentRefs: [] }, "medium: requests that enter by edge no longer reach it"]],
  "HTTPRoute",
);
