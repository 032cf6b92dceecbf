import { tellKeys, tellLeaves, type Tell } from "../tell.ts";
import { tellAuthorizationPolicy } from "./authorization.ts";
import { tellDestinationRule } from "./destination-rule.ts";
import { tellEnvoyFilter } from "./envoy-filter.ts";
import { tellExtension } from "./extension.ts";
import { tellGatewayApiRoute } from "./gateway-api-route.ts";
import { tellGateway } from "./gateway.ts";
import { tellPeerAuthentication } from "./mtls.ts";
import { tellRequestAuthentication } from "./request-authentication.ts";
import { tellServiceEntry } from "./service-entry.ts";
import { tellSidecar } from "./sidecar.ts";
import { tellTelemetry } from "./telemetry.ts";
import { tellVirtualService } from "./virtual-service.ts";

/** By kind; a name that Istio and the Gateway API share means both. A new one is a new file and a line here. */
const tells = new Map<string, Tell>([
  ["AuthorizationPolicy", tellAuthorizationPolicy],
  ["DestinationRule", tellDestinationRule],
  ["EnvoyFilter", tellEnvoyFilter],
  ["Gateway", tellGateway],
  ["GRPCRoute", tellGatewayApiRoute],
  ["HTTPRoute", tellGatewayApiRoute],
  ["ListenerSet", tellGateway],
  ["PeerAuthentication", tellPeerAuthentication],
  ["RequestAuthentication", tellRequestAuthentication],
  ["ServiceEntry", tellServiceEntry],
  ["Sidecar", tellSidecar],
  ["TCPRoute", tellGatewayApiRoute],
  ["Telemetry", tellTelemetry],
  ["TLSRoute", tellGatewayApiRoute],
  ["TrafficExtension", tellExtension],
  ["UDPRoute", tellGatewayApiRoute],
  ["VirtualService", tellVirtualService],
  ["WasmPlugin", tellExtension],
  ["XListenerSet", tellGateway],
]);

/** The rest of the mesh: by its paths, a selector in its own word. */
const tellAny = tellKeys({ selector: tellLeaves("selector") });

/** How two specs of a kind of the mesh differ. */
export const tellSpec = (kind: string): Tell => tells.get(kind) ?? tellAny;
