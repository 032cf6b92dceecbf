import { ruleTable } from "../../testing/rule-table.ts";
import { envoyFilterChanged } from "./envoy-filter-changed.ts";

const patch = { applyTo: "HTTP_FILTER", match: { context: "SIDECAR_INBOUND" }, patch: { operation: "INSERT_BEFORE" } };

ruleTable(envoyFilterChanged, [
  ["a patch", null, { configPatches: [patch] }, "medium: raw Envoy configuration: INSERT_BEFORE on HTTP_FILTER in SIDECAR_INBOUND"],
  ["no patch", null, { configPatches: [] }, undefined],
  ["the end of it", { configPatches: [patch] }, null, "low: raw Envoy configuration is taken away"],
]);

ruleTable(
  envoyFilterChanged,
  [
    [
      "for every proxy",
      null,
      { configPatches: [patch] },
      "high: raw Envoy configuration for every proxy of the mesh: INSERT_BEFORE on HTTP_FILTER in SIDECAR_INBOUND",
    ],
    [
      "for some",
      null,
      { configPatches: [patch], workloadSelector: { labels: { app: "a" } } },
      "medium: raw Envoy configuration: INSERT_BEFORE on HTTP_FILTER in SIDECAR_INBOUND",
    ],
  ],
  "EnvoyFilter",
  "istio-system",
);
