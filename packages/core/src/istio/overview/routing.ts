import { own, ownAt, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { count, show, some } from "../phrase.ts";
import { faultText } from "../summary/fault.ts";
import { leadsTo } from "../summary/leads-to.ts";
import { destinationNames, routesOf, sharesOf } from "../traffic.ts";

/** `hosts a, b`; empty for none. */
export const namesText = (noun: string, names: readonly string[]): string =>
  names.length === 0 ? "" : `${noun}${names.length > 1 ? "s" : ""} ${some(names.map(show))}`;

/** `1 route to reviews v1 90 %, v3 10 %`; of several routes, only where they lead. */
const routesText = (spec: JsonObject): string => {
  const routes = routesOf(spec).flatMap((each) => each.routes);
  const [only] = routes;
  if (only === undefined) return "no route";
  if (routes.length === 1) return leadsTo(only) === "" ? "1 route" : `1 route to ${leadsTo(only)}`;
  const targets = new Map(routes.flatMap(sharesOf).map((share) => [share.key, share]));
  return `${count(routes.length, "route")}${targets.size === 0 ? "" : ` to ${some(destinationNames([...targets.values()]))}`}`;
};

/** A VirtualService: its hosts, gateways, routes and faults. */
export const virtualServiceOverview = (spec: JsonObject): string[] => [
  namesText("host", textsOf(own(spec, "hosts"))),
  namesText("gateway", textsOf(own(spec, "gateways"))),
  routesText(spec),
  ...entriesOf(own(spec, "http")).flatMap((route) =>
    own(route, "fault") === undefined ? [] : [`fault ${faultText(own(route, "fault"))}`],
  ),
];

/** A route of the Gateway API. */
export const gatewayApiRouteOverview = (spec: JsonObject): string[] => [
  namesText("hostname", textsOf(own(spec, "hostnames"))),
  namesText(
    "parent",
    entriesOf(own(spec, "parentRefs")).map((parent) => textAt(parent, "name") ?? "?"),
  ),
  routesText(spec),
];

/** A DestinationRule: its host, subsets and TLS mode. */
export const destinationRuleOverview = (spec: JsonObject): string[] => {
  const mode = ownAt(spec, "trafficPolicy", "tls", "mode");
  return [
    namesText("host", textsOf([own(spec, "host") ?? null])),
    namesText(
      "subset",
      entriesOf(own(spec, "subsets")).map((subset) => textAt(subset, "name") ?? "?"),
    ),
    mode === undefined ? "" : `TLS ${show(mode)}`,
  ];
};
