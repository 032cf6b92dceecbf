import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { egressClosed } from "./egress-closed.ts";

const egress = (...hosts: string[]): JsonObject => ({ egress: [{ hosts }] });

ruleTable(egressClosed, [
  [
    "what the mesh does not know",
    {},
    { outboundTrafficPolicy: { mode: "REGISTRY_ONLY" } },
    "medium: hosts that the mesh does not know can no longer be reached",
  ],
  ["a first list", null, egress("./*", "istio-system/*"), "medium: workloads can reach nothing but ./*, istio-system/*"],
  ["a shorter list", egress("./*", "payments/*"), egress("./*"), "medium: workloads can no longer reach payments/*"],
  ["a longer list", egress("./*"), egress("./*", "payments/*"), undefined],
  ["everything", null, egress("*/*"), undefined],
]);
