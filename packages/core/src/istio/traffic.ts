import { own, ownAt, textAt, type JsonObject, type JsonValue } from "../model/json.ts";
import { entriesOf } from "./facts.ts";
import { show } from "./phrase.ts";

/** One destination of a route and its part of the traffic. */
export interface Share {
  /** The same for the same destination. */
  key: string;
  host: string;
  /** What tells it from others of the same host: its subset, or else its port. */
  part: string;
  /** 0 to 100, of the requests that take the route. */
  percent: number;
}

const short = (host: string): string => host.replace(/\.svc\.cluster\.local$/, "");

const numberOf = (value: JsonValue | undefined): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;

const istioDestination = (entry: JsonObject): Omit<Share, "percent"> => {
  const host = textAt(entry, "destination", "host") ?? "?";
  const subset = textAt(entry, "destination", "subset");
  const port = numberOf(ownAt(entry, "destination", "port", "number"));
  return {
    key: JSON.stringify([host, subset, port]),
    host: show(short(host)),
    part: subset === null ? (port === null ? "" : `:${port}`) : show(subset),
  };
};

const gatewayDestination = (entry: JsonObject): Omit<Share, "percent"> => {
  const [name, namespace, kind] = [textAt(entry, "name") ?? "?", textAt(entry, "namespace"), textAt(entry, "kind") ?? "Service"];
  const port = numberOf(own(entry, "port"));
  const host = show(`${kind === "Service" ? "" : `${kind}/`}${name}${namespace === null ? "" : `.${namespace}`}`);
  return { key: JSON.stringify([kind, namespace, name, port]), host, part: port === null ? "" : `:${port}` };
};

/** The entries of a route that say where its traffic goes: Istio's `route`, the Gateway API's `backendRefs`. */
const destinationsOf = (route: JsonObject): JsonObject[] => [...entriesOf(own(route, "route")), ...entriesOf(own(route, "backendRefs"))];

/**
 * The weights of a route's destinations. Istio: a lone destination takes all, else none given is 0. Gateway API: none given is 1.
 * Source: istio.io, HTTPRouteDestination.weight; gateway-api, BackendRef.weight.
 */
export const weightsOf = (route: JsonObject): number[] => {
  const istio = entriesOf(own(route, "route"));
  const gateway = entriesOf(own(route, "backendRefs"));
  if (istio.length === 1 && gateway.length === 0) return [100];
  return [...istio.map((entry) => numberOf(own(entry, "weight")) ?? 0), ...gateway.map((entry) => numberOf(own(entry, "weight")) ?? 1)];
};

/** Where a route's traffic goes, in the order of its destinations; one entry a destination. Weights are relative to their sum. */
export const sharesOf = (route: JsonObject): Share[] => {
  const weights = weightsOf(route);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = new Map<string, Share>();
  destinationsOf(route).forEach((entry, index) => {
    const destination = entry["destination"] === undefined ? gatewayDestination(entry) : istioDestination(entry);
    const percent = sum === 0 ? 0 : ((weights[index] ?? 0) / sum) * 100;
    const same = shares.get(destination.key);
    shares.set(destination.key, { ...destination, percent: percent + (same?.percent ?? 0) });
  });
  return [...shares.values()];
};

/** A destination's share on both sides of a change; 0 where it is not among them. */
export interface Shift extends Omit<Share, "percent"> {
  before: number;
  after: number;
}

/** How a change moved the traffic of one route, destination by destination, the older ones first. */
export const shiftsOf = (before: JsonObject, after: JsonObject): Shift[] => {
  const shifts = new Map<string, Shift>();
  for (const { percent, ...destination } of sharesOf(before)) shifts.set(destination.key, { ...destination, before: percent, after: 0 });
  for (const { percent, ...destination } of sharesOf(after)) {
    shifts.set(destination.key, { ...destination, before: shifts.get(destination.key)?.before ?? 0, after: percent });
  }
  return [...shifts.values()];
};

/** How a phrase names destinations: `reviews v1`, then only `v3` while the host stays the same. */
export const destinationNames = (destinations: readonly Omit<Share, "percent">[]): string[] =>
  destinations.map(({ host, part }, index) => {
    if (part === "") return host;
    if (part.startsWith(":")) return `${host}${part}`;
    return destinations[index - 1]?.host === host ? part : `${host} ${part}`;
  });

/** The routes of a VirtualService or of a Gateway API route: every entry that takes traffic, in the order in which they are tried. */
export const routesOf = (spec: JsonObject): { list: "http" | "tls" | "tcp" | "rules"; routes: JsonObject[] }[] =>
  (["http", "tls", "tcp", "rules"] as const)
    .map((list) => ({ list, routes: entriesOf(own(spec, list)) }))
    .filter(({ routes }) => routes.length > 0);
