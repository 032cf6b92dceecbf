import type { JsonObject } from "@meshaudit/core";

/** An object as one writes it: with a name or the beginning of one. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name?: string; namespace?: string; [key: string]: unknown };
  spec: JsonObject;
}

/** The API server's names of the kinds, written down here so that the product's own table is not asked what is true. */
const resources = new Map([
  ["networking.istio.io/VirtualService", "virtualservices"],
  ["networking.istio.io/DestinationRule", "destinationrules"],
  ["networking.istio.io/Gateway", "gateways"],
  ["networking.istio.io/ServiceEntry", "serviceentries"],
  ["networking.istio.io/Sidecar", "sidecars"],
  ["networking.istio.io/EnvoyFilter", "envoyfilters"],
  ["security.istio.io/PeerAuthentication", "peerauthentications"],
  ["security.istio.io/AuthorizationPolicy", "authorizationpolicies"],
  ["telemetry.istio.io/Telemetry", "telemetries"],
  ["extensions.istio.io/WasmPlugin", "wasmplugins"],
  ["gateway.networking.k8s.io/GatewayClass", "gatewayclasses"],
  ["gateway.networking.k8s.io/Gateway", "gateways"],
  ["gateway.networking.k8s.io/HTTPRoute", "httproutes"],
]);

/** `resource.group/namespace/name`, as the truth names an object. */
export const refOf = ({ apiVersion, kind, metadata }: Manifest, name = metadata.name): string => {
  const [group = ""] = apiVersion.split("/");
  const resource = resources.get(`${group}/${kind}`);
  if (resource === undefined || name === undefined) throw new Error(`no reference to a ${apiVersion} ${kind} ${name}`);
  return `${resource}.${group}/${metadata.namespace ?? ""}/${name}`;
};

/** Makes manifests of one kind, in namespace bookinfo unless `metadata` says otherwise. */
const maker =
  (apiVersion: string, kind: string) =>
  (name: string, spec: JsonObject, metadata: { [key: string]: unknown } = {}): Manifest => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "bookinfo", ...metadata },
    spec,
  });

export const destinationRule = maker("networking.istio.io/v1", "DestinationRule");
export const gateway = maker("networking.istio.io/v1", "Gateway");
export const serviceEntry = maker("networking.istio.io/v1", "ServiceEntry");
export const sidecar = maker("networking.istio.io/v1", "Sidecar");
export const peerAuthentication = maker("security.istio.io/v1", "PeerAuthentication");
export const authorizationPolicy = maker("security.istio.io/v1", "AuthorizationPolicy");
export const telemetry = maker("telemetry.istio.io/v1", "Telemetry");
export const wasmPlugin = maker("extensions.istio.io/v1alpha1", "WasmPlugin");
export const kubernetesGateway = maker("gateway.networking.k8s.io/v1", "Gateway");
export const httpRoute = maker("gateway.networking.k8s.io/v1", "HTTPRoute");

const virtualServiceOf = maker("networking.istio.io/v1", "VirtualService");

/** A route to subsets of the service of the same name. */
export const virtualService = (
  name: string,
  weights: { [subset: string]: number } = { v1: 100 },
  metadata: { [key: string]: unknown } = {},
): Manifest => virtualServiceOf(name, { hosts: [name], http: [{ route: routesTo(name, weights) }] }, metadata);

/** Destinations with weights. */
export const routesTo = (host: string, weights: { [subset: string]: number }): JsonObject[] =>
  Object.entries(weights).map(([subset, weight]) => ({ destination: { host, subset }, weight }));
