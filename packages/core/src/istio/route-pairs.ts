import { own, textAt, type JsonObject } from "../model/json.ts";
import { canonical } from "./canonical.ts";
import { pairEntries, type Identity, type Pairing } from "./pair.ts";
import { destinationsOf, routesOf, sharesOf } from "./traffic.ts";

/** By what two routes are the same one: their name, all they say, what they match, where they lead. */
export const routeIdentities: readonly Identity[] = [
  (route) => textAt(route, "name"),
  canonical,
  (route) => canonical(own(route, "match") ?? own(route, "matches") ?? null),
  (route) => (destinationsOf(route).length > 0 ? canonical(sharesOf(route).map((share) => share.key)) : null),
];

/** How a phrase names a route: by its name, or by its place among several; empty for the only one. */
export const routeName = (list: string, route: JsonObject, index: number, among: number): string => {
  const name = textAt(route, "name");
  if (name !== null) return `route ${name}`;
  return among > 1 ? `${list}[${index}]` : "";
};

/** The routes of two specs, those of each list (`http`, `tls`, `tcp`, `rules`) paired. */
export const pairedRoutes = (before: JsonObject, after: JsonObject): (Pairing & { list: string; among: number })[] => {
  const was = new Map(routesOf(before).map(({ list, routes }) => [list, routes]));
  const is = new Map(routesOf(after).map(({ list, routes }) => [list, routes]));
  return [...new Set([...is.keys(), ...was.keys()])].map((list) => {
    const routes = is.get(list) ?? [];
    return { list, among: routes.length, ...pairEntries(was.get(list) ?? [], routes, routeIdentities) };
  });
};
