import { ruleTable } from "../../testing/rule-table.ts";
import { wildcardHost } from "./wildcard-host.ts";

ruleTable(wildcardHost, [
  ["every host", { hosts: ["reviews"] }, { hosts: ["reviews", "*"] }, "medium: host * takes the requests for every host"],
  ["a domain", null, { hosts: ["*.example.com"] }, "low: host *.example.com takes the requests for every such host"],
  ["one since before", { hosts: ["*"] }, { hosts: ["*", "reviews"] }, undefined],
]);

ruleTable(
  wildcardHost,
  [
    ["a server", null, { servers: [{ hosts: ["bookinfo/*"] }] }, "medium: host * takes the requests for every host"],
    ["a namespace's own host", null, { servers: [{ hosts: ["*/books.example.com"] }] }, undefined],
    [
      "a listener",
      null,
      { listeners: [{ name: "http", hostname: "*.example.com" }] },
      "low: host *.example.com takes the requests for every such host",
    ],
  ],
  "Gateway",
);
