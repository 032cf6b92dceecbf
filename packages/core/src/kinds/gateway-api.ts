import { type Kind, kindsIn } from "./kind.ts";

/**
 * The Gateway API's kinds, standard and experimental, also those that later versions dropped.
 * Source: sigs.k8s.io/gateway-api 0.6.0 to 1.7.0, config/crd.
 */
export const gatewayApiKinds: readonly Kind[] = [
  ...kindsIn("gateway.networking.k8s.io", "gateway-api", true, [
    ["Gateway", "gateways", "gtw"],
    ["HTTPRoute", "httproutes"],
    ["GRPCRoute", "grpcroutes"],
    ["TLSRoute", "tlsroutes"],
    ["TCPRoute", "tcproutes"],
    ["UDPRoute", "udproutes"],
    ["ListenerSet", "listenersets", "lset"],
    ["ReferenceGrant", "referencegrants", "refgrant"],
    ["BackendTLSPolicy", "backendtlspolicies", "btlspolicy"],
    ["BackendLBPolicy", "backendlbpolicies", "blbpolicy"],
  ]),
  ...kindsIn("gateway.networking.k8s.io", "gateway-api", false, [["GatewayClass", "gatewayclasses", "gc"]]),
  ...kindsIn("gateway.networking.x-k8s.io", "gateway-api", true, [
    ["XListenerSet", "xlistenersets", "lset"],
    ["XBackend", "xbackends"],
    ["XBackendTrafficPolicy", "xbackendtrafficpolicies", "xbtrafficpolicy"],
    ["XTelemetryPolicy", "xtelemetrypolicies"],
  ]),
  ...kindsIn("gateway.networking.x-k8s.io", "gateway-api", false, [["XMesh", "xmeshes", "mesh"]]),
];
