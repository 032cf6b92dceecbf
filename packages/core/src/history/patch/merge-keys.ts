import { own, type JsonValue } from "../../model/json.ts";

/** How the API server merges a list: as a whole, by value, or entry by entry. */
export type ListType = { kind: "atomic" } | { kind: "set" } | { kind: "map"; keys: readonly string[] };

type Table = Readonly<Record<string, ListType>>;

const atomic: ListType = { kind: "atomic" };
const set: ListType = { kind: "set" };
const map = (...keys: string[]): ListType => ({ kind: "map", keys });

/** Lists in the metadata of any object. Source: k8s.io/apimachinery 0.37.2, meta/v1 ObjectMeta. */
const metadata: Table = { "metadata.finalizers": set, "metadata.ownerReferences": map("uid") };

/**
 * Lists of Kubernetes' own kinds by their last fields. Source: k8s.io/api 0.37.2 (listType, listMapKey; patchMergeKey is the first of the
 * keys wherever it is set).
 */
const builtIn: Table = {
  "containers.ports": map("containerPort", "protocol"),
  "ephemeralContainers.ports": map("containerPort", "protocol"),
  "initContainers.ports": map("containerPort", "protocol"),
  "spec.ports": map("port", "protocol"),
  containers: map("name"),
  env: map("name"),
  ephemeralContainers: map("name"),
  hostAliases: map("ip"),
  imagePullSecrets: map("name"),
  initContainers: map("name"),
  matchConditions: map("name"),
  resourceClaims: map("name"),
  schedulingGates: map("name"),
  secrets: map("name"),
  topologySpreadConstraints: map("topologyKey", "whenUnsatisfiable"),
  variables: map("name"),
  volumeDevices: map("devicePath"),
  volumeMounts: map("mountPath"),
  volumes: map("name"),
  webhooks: map("name"),
  args: atomic,
  command: atomic,
  envFrom: atomic,
  rules: atomic,
  subjects: atomic,
  tolerations: atomic,
};

/**
 * The mesh's lists that are not atomic: nearly all are, so that an apply replaces them. Source: istio.io/api 1.31.4 and
 * sigs.k8s.io/gateway-api 0.6.0 to 1.7.0, x-kubernetes-list-type; lists below an atomic one are left out.
 */
const custom: Readonly<Record<string, Table>> = {
  "serviceentries.networking.istio.io": { "spec.ports": map("name") },
  "wasmplugins.extensions.istio.io": { "spec.vmConfig.env": map("name") },
  "trafficextensions.extensions.istio.io": { "spec.wasm.vmConfig.env": map("name") },
  "gateways.gateway.networking.k8s.io": { "spec.listeners": map("name"), "spec.tls.frontend.perPort": map("port") },
  "listenersets.gateway.networking.k8s.io": { "spec.listeners": map("name") },
  "xlistenersets.gateway.networking.x-k8s.io": { "spec.listeners": map("name") },
  "xbackendtrafficpolicies.gateway.networking.x-k8s.io": { "spec.targetRefs": map("group", "kind", "name") },
  "backendlbpolicies.gateway.networking.k8s.io": { "spec.targetRefs": map("group", "kind", "name") },
};

/** Source: k8s.io/api 0.37.2, each group's register.go; apiextensions and apiregistration have theirs elsewhere. */
const builtInGroups: ReadonlySet<string> = new Set([
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "extensions",
  "flowcontrol.apiserver.k8s.io",
  "internal.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io",
]);

/** Whether a group's kinds are compiled into the API server: only those take strategic merge patches. */
export const isBuiltInGroup = (group: string): boolean => builtInGroups.has(group);

const rowOf = (table: Table | undefined, row: string): ListType | undefined =>
  table !== undefined && Object.hasOwn(table, row) ? table[row] : undefined;

/** How the list at a path without indexes is merged; null when the tables do not say. The lists of custom kinds are atomic by default. */
export const listTypeOf = (group: string, resource: string, pattern: string): ListType | null => {
  const known = rowOf(metadata, pattern);
  if (known !== undefined) return known;
  if (!isBuiltInGroup(group)) {
    const kind = `${resource}.${group}`;
    return rowOf(Object.hasOwn(custom, kind) ? custom[kind] : undefined, pattern) ?? atomic;
  }
  const fields = pattern.split(".");
  return rowOf(builtIn, fields.slice(-2).join(".")) ?? rowOf(builtIn, fields.at(-1) ?? "") ?? null;
};

/** The value of an entry's map key as a text to compare, protocols TCP by default as the API server has them; null when it has none. */
export const mapKeyOf = (entry: JsonValue, keys: readonly string[]): string | null => {
  const values = keys.map((key) => own(entry, key) ?? (key === "protocol" ? "TCP" : null));
  return values.every((value) => value === null) ? null : JSON.stringify(values);
};
