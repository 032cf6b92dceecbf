import { isMesh } from "../kinds/kinds.ts";
import { isRootNamespace } from "../kinds/root-namespace.ts";
import { isObject, own, ownAt, type JsonValue } from "../model/json.ts";
import type { Candidate, Weight } from "./candidate.ts";

/** Kinds that hold for a whole namespace unless they select workloads. */
const selecting = new Set([
  "authorizationpolicies",
  "envoyfilters",
  "peerauthentications",
  "proxyconfigs",
  "requestauthentications",
  "sidecars",
  "telemetries",
  "trafficextensions",
  "wasmplugins",
]);
const entrances = new Set(["gateways", "gatewayclasses", "listenersets", "xlistenersets"]);

const isFilled = (value: JsonValue | undefined): boolean => isObject(value) && Object.keys(value).length > 0;

const selects = (spec: JsonValue | undefined): boolean =>
  isFilled(ownAt(spec, "selector", "matchLabels")) ||
  isFilled(ownAt(spec, "workloadSelector", "labels")) ||
  own(spec, "targetRef") !== undefined ||
  own(spec, "targetRefs") !== undefined;

const wildcard = (spec: JsonValue | undefined): boolean =>
  [own(spec, "hosts"), own(spec, "hostnames")].some(
    (hosts) => Array.isArray(hosts) && hosts.some((host) => typeof host === "string" && host.startsWith("*")),
  );

/** How much of the mesh a change touches, from one service to all of it. */
export const reach = ({ object, change }: Candidate): Weight => {
  if (object.group === "" && object.resource === "namespaces")
    return {
      value: change.operation === "deleted" ? 1 : 0.1,
      why: change.operation === "deleted" ? "takes a whole namespace along" : null,
    };
  if (!isMesh(object)) return { value: 0.2, why: null };
  const spec = own(change.after, "spec");
  if (selecting.has(object.resource) && !(change.after !== null && selects(spec))) {
    if (isRootNamespace(object.namespace)) return { value: 1, why: "reaches the whole mesh" };
    // Without its contents, whether it selects workloads is not known.
    return change.after === null ? { value: 0.5, why: null } : { value: 0.7, why: "reaches the whole namespace" };
  }
  if (entrances.has(object.resource)) return { value: 0.8, why: "reaches all that enters by it" };
  if (wildcard(spec)) return { value: 0.7, why: "reaches every host" };
  return { value: 0.3, why: null };
};
