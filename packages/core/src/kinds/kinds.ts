import { gatewayApiKinds } from "./gateway-api.ts";
import { istioKinds } from "./istio.ts";
import type { Kind, MeshPart } from "./kind.ts";
import { kubernetesKinds } from "./kubernetes.ts";

/** Every kind known by name: the mesh's first, Istio's before the Gateway API's. */
export const kinds: readonly Kind[] = [...istioKinds, ...gatewayApiKinds, ...kubernetesKinds];

const byResource = new Map(kinds.map((kind) => [`${kind.resource}.${kind.group}`, kind]));
const byKind = new Map(kinds.map((kind) => [`${kind.kind}.${kind.group}`, kind]));

/** The kind of a resource as audit events name it; null when it is not in the table. */
export const kindOf = (group: string, resource: string): Kind | null => byResource.get(`${resource}.${group}`) ?? null;

/** The API group in an object's apiVersion: `networking.istio.io/v1` gives `networking.istio.io`, `v1` the core group "". */
export const groupOf = (apiVersion: string): string => apiVersion.slice(0, Math.max(0, apiVersion.indexOf("/")));

/** The kind that a manifest names by `apiVersion` and `kind`, whatever the version; null when it is not in the table. */
export const kindByName = (apiVersion: string, kind: string): Kind | null => byKind.get(`${kind}.${groupOf(apiVersion)}`) ?? null;

/** The part of the mesh that a whole API group belongs to, also for kinds newer than the table; null for any other group. */
export const meshPartOf = (group: string): MeshPart | null => {
  if (group.endsWith(".istio.io")) return "istio";
  return group === "gateway.networking.k8s.io" || group === "gateway.networking.x-k8s.io" ? "gateway-api" : null;
};

/** Whether an object configures the mesh: any kind of Istio's groups or the Gateway API's. */
export const isMesh = (object: { group: string }): boolean => meshPartOf(object.group) !== null;
