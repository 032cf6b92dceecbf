import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { referenceGranted } from "./reference-granted.ts";

const grant = (kind: string, ...namespaces: string[]): JsonObject => ({
  from: namespaces.map((namespace) => ({ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace })),
  to: [{ group: "", kind }],
});

ruleTable(referenceGranted, [
  ["services", null, grant("Service", "shop"), "low: HTTPRoutes of namespace shop may refer to services here"],
  ["secrets", null, grant("Secret", "edge"), "medium: HTTPRoutes of namespace edge may refer to secrets here"],
  [
    "one more namespace",
    grant("Service", "shop"),
    grant("Service", "shop", "edge"),
    "low: HTTPRoutes of namespace edge may refer to services here",
  ],
  ["one less", grant("Service", "shop", "edge"), grant("Service", "shop"), undefined],
]);
