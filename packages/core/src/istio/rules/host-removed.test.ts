import { ruleTable } from "../../testing/rule-table.ts";
import { hostRemoved } from "./host-removed.ts";

ruleTable(hostRemoved, [
  ["a host", { hosts: ["reviews", "old"] }, { hosts: ["reviews"] }, "medium: requests for old are no longer its own"],
  ["none", { hosts: ["reviews"] }, { hosts: ["reviews", "new"] }, undefined],
]);

ruleTable(
  hostRemoved,
  [["a server's", { servers: [{ hosts: ["a", "b"] }] }, { servers: [{ hosts: ["a"] }] }, "medium: requests for b are no longer its own"]],
  "Gateway",
);

ruleTable(hostRemoved, [["the last, so that all are taken", { hostnames: ["a"] }, {}, undefined]], "HTTPRoute");
