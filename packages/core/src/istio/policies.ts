import { own, ownAt, textAt, type JsonObject, type JsonValue } from "../model/json.ts";
import { entriesOf } from "./facts.ts";
import { show } from "./phrase.ts";

/** Every place in a DestinationRule that sets how connections are made: the rule itself, its ports, its subsets and their ports. */
const trafficPoliciesOf = (spec: JsonObject): Map<string, JsonValue> => {
  const places = new Map<string, JsonValue>();
  const add = (name: string, policy: JsonValue | undefined): void => {
    if (policy === undefined) return;
    places.set(name, policy);
    for (const entry of entriesOf(own(policy, "portLevelSettings"))) {
      places.set(`port ${show(ownAt(entry, "port", "number") ?? "?")}${name === "" ? "" : ` of ${name}`}`, entry);
    }
  };
  add("", own(spec, "trafficPolicy"));
  for (const subset of entriesOf(own(spec, "subsets"))) add(`subset ${show(textAt(subset, "name") ?? "?")}`, own(subset, "trafficPolicy"));
  return places;
};

/** A setting in each of those places, on both sides of a change. */
export const eachPolicy = (
  { before, after }: { before: JsonObject; after: JsonObject },
  setting: string,
): { place: string; before: JsonValue | undefined; after: JsonValue | undefined }[] => {
  const [was, is] = [trafficPoliciesOf(before), trafficPoliciesOf(after)];
  return [...new Set([...is.keys(), ...was.keys()])].map((place) => ({
    place,
    before: own(was.get(place), setting),
    after: own(is.get(place), setting),
  }));
};
