import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { egressOpened } from "./egress-opened.ts";

const egress = (...hosts: string[]): JsonObject => ({ egress: [{ hosts }] });
const mode = (value: string): JsonObject => ({ outboundTrafficPolicy: { mode: value } });

ruleTable(egressOpened, [
  ["every host", null, { hosts: ["*"] }, "high: the mesh may reach every host *"],
  ["a domain", { hosts: ["a.example.com"] }, { hosts: ["*.example.com"] }, "medium: the mesh may reach every host *.example.com"],
  ["one host", null, { hosts: ["a.example.com"] }, undefined],
]);

ruleTable(
  egressOpened,
  [
    ["every service", egress("./*"), egress("*/*"), "medium: workloads may reach every service of the mesh"],
    [
      "what the mesh does not know",
      mode("REGISTRY_ONLY"),
      mode("ALLOW_ANY"),
      "medium: workloads may reach hosts that the mesh does not know (REGISTRY_ONLY -> ALLOW_ANY)",
    ],
    ["a Sidecar where there was none", null, egress("*/*"), undefined],
  ],
  "Sidecar",
);
