import type { JsonObject } from "../../model/json.ts";
import { destinationRuleOverview, virtualServiceOverview, gatewayApiRouteOverview } from "./routing.ts";
import { gatewayOverview, serviceEntryOverview, sidecarOverview, workloadEntryOverview } from "./edges.ts";
import { authorizationOverview, peerAuthenticationOverview, requestAuthenticationOverview } from "./security.ts";
import { envoyFilterOverview, extensionOverview, telemetryOverview } from "./extensions.ts";

type Overview = (spec: JsonObject) => string[];

const overviews = new Map<string, Overview>([
  ["AuthorizationPolicy", authorizationOverview],
  ["DestinationRule", destinationRuleOverview],
  ["EnvoyFilter", envoyFilterOverview],
  ["Gateway", gatewayOverview],
  ["GRPCRoute", gatewayApiRouteOverview],
  ["HTTPRoute", gatewayApiRouteOverview],
  ["ListenerSet", gatewayOverview],
  ["PeerAuthentication", peerAuthenticationOverview],
  ["RequestAuthentication", requestAuthenticationOverview],
  ["ServiceEntry", serviceEntryOverview],
  ["Sidecar", sidecarOverview],
  ["TCPRoute", gatewayApiRouteOverview],
  ["Telemetry", telemetryOverview],
  ["TLSRoute", gatewayApiRouteOverview],
  ["TrafficExtension", extensionOverview],
  ["UDPRoute", gatewayApiRouteOverview],
  ["VirtualService", virtualServiceOverview],
  ["WasmPlugin", extensionOverview],
  ["WorkloadEntry", workloadEntryOverview],
  ["XListenerSet", gatewayOverview],
]);

/** What an object of a kind of the mesh is, in a few words; empty where there is nothing to say. */
export const overviewOf = (kind: string, spec: JsonObject): string =>
  (overviews.get(kind)?.(spec) ?? []).filter((part) => part !== "").join(", ");
