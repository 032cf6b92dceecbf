import { own, ownAt, type JsonValue } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { differs } from "../phrase.ts";
import type { Tell } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { destinationNames, sharesOf } from "../traffic.ts";

/** A mirror's destination in words. */
export const targetOf = (destination: JsonValue | undefined): string => {
  const route = destination === undefined ? [] : [{ destination }];
  return destinationNames(sharesOf({ route }))[0] ?? "?";
};

/** A route's one mirror: Istio's `mirror`. */
export const tellMirror: Tell = (before, after, place) => {
  if (before === undefined) return [`mirror to ${targetOf(after)}${place.of} added`];
  if (after === undefined) return [`mirror to ${targetOf(before)}${place.of} removed`];
  return [`mirror${place.of} ${targetOf(before)} -> ${targetOf(after)}`];
};

/** The part of the traffic that is mirrored, in any of the three spellings that Istio takes. */
export const tellMirrorPercent: Tell = (before, after, place) => {
  const value = (given: JsonValue | undefined): JsonValue | undefined => ownAt(given, "value") ?? given;
  return [differs(`mirrored percent${place.of}`, value(before), value(after))];
};

/** Istio's `mirrors`. */
export const tellMirrors = tellEntries({
  name: (entry) => `mirror to ${targetOf(own(entry, "destination"))}`,
  tell: (before, after, place) => tellMirrorPercent(ownAt(before, "percentage"), ownAt(after, "percentage"), place),
});

/** The destinations of a route's mirrors, by either key. */
export const mirrorsOf = (route: JsonValue): JsonValue[] => {
  const one = own(route, "mirror");
  const many = entriesOf(own(route, "mirrors")).flatMap((entry) => own(entry, "destination") ?? []);
  return one === undefined ? many : [one, ...many];
};
