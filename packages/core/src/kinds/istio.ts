import { type Kind, kindsIn } from "./kind.ts";

/** Istio's kinds. Source: istio.io/api 1.31.4, kubernetes/customresourcedefinitions.gen.yaml. */
export const istioKinds: readonly Kind[] = [
  ...kindsIn("networking.istio.io", "istio", true, [
    ["VirtualService", "virtualservices", "vs"],
    ["DestinationRule", "destinationrules", "dr"],
    ["Gateway", "gateways", "gw"],
    ["ServiceEntry", "serviceentries", "se"],
    ["Sidecar", "sidecars"],
    ["EnvoyFilter", "envoyfilters"],
    ["WorkloadEntry", "workloadentries", "we"],
    ["WorkloadGroup", "workloadgroups", "wg"],
    ["ProxyConfig", "proxyconfigs"],
  ]),
  ...kindsIn("security.istio.io", "istio", true, [
    ["AuthorizationPolicy", "authorizationpolicies", "ap"],
    ["PeerAuthentication", "peerauthentications", "pa"],
    ["RequestAuthentication", "requestauthentications", "ra"],
  ]),
  ...kindsIn("telemetry.istio.io", "istio", true, [["Telemetry", "telemetries", "telemetry"]]),
  ...kindsIn("extensions.istio.io", "istio", true, [
    ["WasmPlugin", "wasmplugins"],
    ["TrafficExtension", "trafficextensions"],
  ]),
];
