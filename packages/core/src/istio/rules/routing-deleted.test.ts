import { ruleTable } from "../../testing/rule-table.ts";
import { routingDeleted } from "./routing-deleted.ts";

ruleTable(routingDeleted, [
  ["a VirtualService", { hosts: ["reviews"] }, null, "medium: requests for reviews no longer follow its routes"],
  ["one that is not known", "unknown", null, "medium: requests no longer follow its routes"],
  ["nothing", { hosts: ["reviews"] }, { hosts: ["ratings"] }, undefined],
]);

ruleTable(
  routingDeleted,
  [
    ["one with subsets", { subsets: [{ name: "v1" }, { name: "v2" }] }, null, "high: routes to subset v1, v2 fail with 503"],
    ["one without", {}, null, "medium: its settings for connections no longer hold, routes to a subset of it fail"],
  ],
  "DestinationRule",
);

ruleTable(routingDeleted, [["a Gateway", {}, null, "high: no traffic enters by it any more"]], "Gateway");

ruleTable(routingDeleted, [["a route", {}, null, "high: its requests find no route any more"]], "HTTPRoute");

ruleTable(routingDeleted, [["a ServiceEntry", {}, null, "low: the mesh no longer knows its hosts"]], "ServiceEntry");
