import { isObject, own, ownAt, type JsonObject } from "../../model/json.ts";
import { isRootNamespace } from "../../kinds/root-namespace.ts";
import { defineRule, specsOf } from "../rule.ts";

const selects = (spec: JsonObject): boolean =>
  [ownAt(spec, "selector", "matchLabels"), ownAt(spec, "workloadSelector", "labels")].some(
    (labels) => isObject(labels) && Object.keys(labels).length > 0,
  ) ||
  own(spec, "targetRef") !== undefined ||
  own(spec, "targetRefs") !== undefined;

/** What was meant for some workloads holds for all of them. */
export const selectorRemoved = defineRule({
  name: "selector-removed",
  kinds: [
    "AuthorizationPolicy",
    "EnvoyFilter",
    "PeerAuthentication",
    "ProxyConfig",
    "RequestAuthentication",
    "Sidecar",
    "Telemetry",
    "TrafficExtension",
    "WasmPlugin",
  ],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || change.operation === "created" || !selects(specs.before) || selects(specs.after)) return undefined;
    const all = isRootNamespace(change.object.namespace) ? "every workload of the mesh" : "every workload of the namespace";
    return { level: "medium", why: `it holds for ${all} now: its selector is gone` };
  },
});
