import { ruleTable } from "../../testing/rule-table.ts";
import { selectorRemoved } from "./selector-removed.ts";

const some = { selector: { matchLabels: { app: "reviews" } } };

ruleTable(selectorRemoved, [
  ["gone", some, {}, "medium: it holds for every workload of the namespace now: its selector is gone"],
  ["empty", some, { selector: {} }, "medium: it holds for every workload of the namespace now: its selector is gone"],
  ["another", some, { targetRefs: [{ kind: "Gateway", name: "edge" }] }, undefined],
  ["none since before", {}, { rules: [] }, undefined],
  ["none from the start", null, {}, undefined],
]);

ruleTable(
  selectorRemoved,
  [["gone", some, {}, "medium: it holds for every workload of the mesh now: its selector is gone"]],
  "PeerAuthentication",
  "istio-system",
);
