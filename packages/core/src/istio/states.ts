import type { FieldChange } from "../model/change.ts";
import { own, ownAt, textAt, type JsonObject } from "../model/json.ts";
import { specOf } from "./facts.ts";
import { show } from "./phrase.ts";
import { pairEntries, type Pairing } from "./pairing.ts";
import { routesOf } from "./traffic.ts";

/** Both sides of a change, and how they differ. null: there was nothing, or there is nothing left. */
export interface States {
  before: JsonObject | null;
  after: JsonObject | null;
  fields: readonly FieldChange[] | null;
}

/** The entries of one of the spec's lists, paired. */
export const pairedEntries = ({ before, after, fields }: States, list: string): Pairing => {
  const path = `spec.${list}`;
  return pairEntries(own(specOf(before), list), own(specOf(after), list), { fields: fields ?? [], oldPath: path, newPath: path });
};

/** The routes of one list of a spec (`http`, `tls`, `tcp`, `rules`), paired. */
export interface PairedRoutes extends Pairing {
  list: string;
  /** How many the newer list has. */
  among: number;
}

const pairRoutes = (states: States): PairedRoutes[] => {
  const lists = new Set([states.after, states.before].flatMap((state) => routesOf(specOf(state)).map(({ list }) => list)));
  return [...lists].map((list) => {
    const routes = ownAt(states.after, "spec", list);
    return { list, among: Array.isArray(routes) ? routes.length : 0, ...pairedEntries(states, list) };
  });
};

const known = new WeakMap<States, PairedRoutes[]>();

/** The routes of a VirtualService or a Gateway API route, paired. Most rules about routes ask for them, of the same change. */
export const pairedRoutes = (states: States): readonly PairedRoutes[] => {
  const found = known.get(states) ?? pairRoutes(states);
  known.set(states, found);
  return found;
};

/** How a phrase names a route: by its name, or by its place among several; empty for the only one. */
export const routeName = (list: string, route: JsonObject, index: number, among: number): string => {
  const name = textAt(route, "name");
  if (name !== null) return `route ${show(name)}`;
  return among > 1 ? `${list}[${index}]` : "";
};
