import { parseKey, type NaturalKey } from "./identity.ts";

/**
 * What tells the entries of a list apart, by the list's path without indexes or, shorter, by its last field. Each text is one way, the
 * best first: fields of an entry, `?` where an entry may lack it, `*` where its whole content counts (to pair by, never shown).
 */
type Table = Readonly<Record<string, readonly string[]>>;

const destination = "destination.host destination.subset? destination.port.number?";

/** Istio's lists. Source: istio.io/api 1.31.4, kubernetes/customresourcedefinitions.gen.yaml. */
const istio: Readonly<Record<string, Table>> = {
  "virtualservices.networking.istio.io": {
    "spec.http": ["name", "match*"],
    "spec.tls": ["match*"],
    "spec.tcp": ["match*"],
    route: [destination],
    mirrors: [destination],
    allowOrigins: ["exact? prefix? regex?"],
  },
  "destinationrules.networking.istio.io": {
    portLevelSettings: ["port.number"],
    distribute: ["from"],
    failover: ["from"],
  },
  "gateways.networking.istio.io": { "spec.servers": ["port.number", "port.name", "name"] },
  "serviceentries.networking.istio.io": { "spec.ports": ["number", "name"], "spec.endpoints": ["address"] },
  "sidecars.networking.istio.io": { "spec.ingress": ["port.number"], "spec.egress": ["port.number"] },
  "envoyfilters.networking.istio.io": { "spec.configPatches": ["applyTo* match*"] },
  "authorizationpolicies.security.istio.io": { when: ["key"] },
  "requestauthentications.security.istio.io": { "spec.jwtRules": ["issuer"], outputClaimToHeaders: ["header"] },
  "telemetries.telemetry.istio.io": { overrides: ["match.metric? match.customMetric? match.mode?"] },
  "wasmplugins.extensions.istio.io": { ports: ["number"] },
  "trafficextensions.extensions.istio.io": { ports: ["number"] },
};

const reference = ["name namespace? sectionName? port?", "group? kind? name namespace? sectionName? port?"];

/** The Gateway API's lists, the same in all its kinds. Source: sigs.k8s.io/gateway-api 0.6.0 to 1.7.0, config/crd. */
const gatewayApi: Table = {
  "spec.rules": ["name", "matches*"],
  "spec.addresses": ["value"],
  "spec.from": ["group? kind namespace"],
  "spec.to": ["kind name?"],
  parentRefs: reference,
  backendRefs: reference,
  certificateRefs: reference,
  caCertificateRefs: reference,
  filters: ["type"],
  kinds: ["kind"],
  perPort: ["port"],
  subjectAltNames: ["hostname? uri?"],
};

/** Lists of any kind, by their last field. Source: k8s.io/api 0.37.2 (listMapKey, patchMergeKey), where it has them. */
const anywhere: Table = {
  conditions: ["type"],
  env: ["name"],
  hostAliases: ["ip"],
  matchExpressions: ["key operator?"],
  ownerReferences: ["uid"],
  ports: ["containerPort protocol?", "port protocol?", "name"],
  subjects: ["kind? name namespace?"],
  taints: ["key effect?"],
  targetRefs: ["name namespace? sectionName?", "group? kind? name namespace? sectionName?"],
  topologySpreadConstraints: ["topologyKey whenUnsatisfiable?"],
  volumeDevices: ["devicePath"],
  volumeMounts: ["mountPath"],
};

const byName = ["name"];
const isGatewayApi = (group: string): boolean => group === "gateway.networking.k8s.io" || group === "gateway.networking.x-k8s.io";

const parsed = new Map<string, NaturalKey>();
const parse = (text: string): NaturalKey => {
  const known = parsed.get(text) ?? parseKey(text);
  parsed.set(text, known);
  return known;
};

const rowOf = (table: Table, row: string): readonly string[] | undefined => (Object.hasOwn(table, row) ? table[row] : undefined);

/** For the lists of one kind: from a list's path without indexes (`spec.http.route`) to what tells its entries apart, best first. */
export type ListKeys = (pattern: string) => readonly NaturalKey[];

/** What tells the list entries of a kind apart. Without a rule of its own, a list's entries are told apart by `name`. */
export const listKeys = (group: string, resource: string): ListKeys => {
  const kind = `${resource}.${group}`;
  const own: Table = isGatewayApi(group) ? gatewayApi : Object.hasOwn(istio, kind) ? (istio[kind] ?? {}) : {};
  return (pattern) => {
    const last = pattern.slice(pattern.lastIndexOf(".") + 1);
    return (rowOf(own, pattern) ?? rowOf(own, last) ?? rowOf(anywhere, last) ?? byName).map(parse);
  };
};
