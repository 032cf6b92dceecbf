import type { JsonObject } from "../model/json.ts";

/** What an object has when nothing is written, by where it stands: its last field, its last two, or its whole path without indexes. */
type Defaults = Readonly<Record<string, JsonObject>>;

const gateway = "gateway.networking.k8s.io";
const anyPath = { type: "PathPrefix", value: "/" };
const service = { group: "", kind: "Service" };
const secret = { group: "", kind: "Secret" };
const parent = { group: gateway, kind: "Gateway" };

/** The same in all kinds that have the field. */
const common: Defaults = {
  parentRef: parent,
  parentRefs: parent,
  backendRef: service,
  backendRefs: { ...service, weight: 1 },
  certificateRefs: secret,
  clientCertificateRef: secret,
  "matches.headers": { type: "Exact" },
  "matches.queryParams": { type: "Exact" },
  "matches.method": { type: "Exact" },
  requestRedirect: { statusCode: 302 },
  cors: { maxAge: 5 },
  fraction: { denominator: 100 },
  samplingRate: { denominator: 100 },
  "rules.retry": { attempts: 1 },
  sessionPersistence: { type: "Cookie" },
  "sessionPersistence.cookie": { lifetimeType: "Session", path: "/" },
  "sessionPersistence.cookieConfig": { lifetimeType: "Session" },
  "spec.listeners": { allowedRoutes: { namespaces: { from: "Same" } } },
  "listeners.allowedRoutes": { namespaces: { from: "Same" } },
  "allowedRoutes.namespaces": { from: "Same" },
  "allowedRoutes.kinds": { group: gateway },
  "listeners.tls": { mode: "Terminate" },
};

const ofKind: Readonly<Record<string, Defaults>> = {
  httproutes: {
    spec: { rules: [{ matches: [{ path: anyPath }] }] },
    "spec.rules": { matches: [{ path: anyPath }] },
    "spec.rules.matches": { path: anyPath },
    "spec.rules.matches.path": anyPath,
  },
  gateways: {
    "spec.addresses": { type: "IPAddress" },
    "spec.allowedListeners": { namespaces: { from: "None" } },
    "spec.allowedListeners.namespaces": { from: "None" },
    "spec.tls.frontend.default.validation": { mode: "AllowValidOnly" },
    "spec.tls.frontend.perPort.tls.validation": { mode: "AllowValidOnly" },
  },
  xlistenersets: { "spec.listeners": { port: 0, allowedRoutes: { namespaces: { from: "Same" } } } },
  xbackends: { spec: { tls: { mode: "None" } } },
  xbackendtrafficpolicies: {
    "spec.retryConstraint": { budget: { interval: "10s", percent: 20 }, minRetryRate: { count: 10, interval: "1s" } },
    "spec.retryConstraint.budget": { interval: "10s", percent: 20 },
  },
  xtelemetrypolicies: {
    "spec.tracing": { mode: "ImplementationDefault" },
    "spec.tracing.parentBasedSampling": { mode: "ImplementationDefault" },
  },
};

const row = (table: Defaults, name: string): JsonObject | null => (Object.hasOwn(table, name) ? (table[name] ?? null) : null);

/** For the objects in one kind's manifests, by their path without indexes (`spec.rules.backendRefs`): what they have by default. */
export type DefaultsAt = (pattern: string) => JsonObject | null;

/**
 * What the API server fills in where a Gateway API manifest leaves it out; null for a kind that has no defaults, as all of Istio's
 * (istio.io/api 1.20.0 to 1.31.4 define none). Fields that only some versions define have the default that these define.
 * Source: sigs.k8s.io/gateway-api 1.1.0 to 1.7.0, config/crd.
 */
export const gatewayApiDefaults = (group: string, resource: string): DefaultsAt | null => {
  if (group !== gateway && group !== "gateway.networking.x-k8s.io") return null;
  const own = Object.hasOwn(ofKind, resource) ? (ofKind[resource] ?? {}) : {};
  return (pattern) => {
    const [before, last] = pattern.split(".").slice(-2);
    return row(own, pattern) ?? row(common, `${before}.${last}`) ?? row(common, last ?? before ?? "");
  };
};
