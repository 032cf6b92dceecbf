import { MeshauditError } from "../model/error.ts";
import type { Kind } from "./kind.ts";
import { kinds, meshPartOf } from "./kinds.ts";
import { nearest } from "./nearest.ts";

const version = /^v\d+(?:(?:alpha|beta)\d+)?$/;
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** The words that name several kinds at once, as the mesh's definitions list them: `kubectl get istio-io`. */
const categoriesOf = (kind: Kind): string[] => {
  if (kind.mesh === "istio") return ["istio-io", kind.group.replaceAll(".", "-")];
  return kind.mesh === "gateway-api" ? ["gateway-api"] : [];
};

const answersTo = (kind: Kind, word: string): boolean => kind.resource === word || kind.singular === word || kind.shortNames.includes(word);

/** The group part of `resource.group` or `resource.version.group`; a version alone, as in `pods.v1`, is the core group's. */
const withoutVersion = (rest: string): string => {
  const [first = "", ...others] = rest.split(".");
  return version.test(first) ? others.join(".") : rest;
};

/** A resource that no table knows: its full name says all that is needed to find its events. */
const madeUp = (resource: string, group: string): Kind => ({
  kind: null,
  group,
  resource,
  singular: resource,
  shortNames: [],
  namespaced: true,
  mesh: meshPartOf(group),
});

const unknown = (word: string): MeshauditError => {
  const bare = word.toLowerCase().split(".")[0] ?? "";
  const near = nearest(
    bare,
    kinds.flatMap((kind) => [kind.singular, kind.resource]),
    6,
  );
  // One word a kind: the form that is nearest to what was typed.
  const meant = near.filter(
    (name, index) => near.findIndex((other) => kinds.some((k) => answersTo(k, other) && answersTo(k, name))) === index,
  );
  const question = meant.length > 0 ? `did you mean ${meant.slice(0, 3).join(" or ")}? ` : "";
  const fullName = meant.length > 0 ? "" : "; any other resource goes by its full name, such as deployments.apps";
  return new MeshauditError("kind-unknown", `${JSON.stringify(word)} is no resource type this mesh has`, {
    hint: `${question}All kinds: kubectl meshaudit kinds${fullName}`,
  });
};

const qualified = (word: string, resource: string, rest: string): Kind[] => {
  const group = withoutVersion(rest);
  const named = kinds.filter((kind) => answersTo(kind, resource));
  const exact = named.filter((kind) => kind.group === group);
  if (exact.length > 0) return exact;
  // kubectl falls back to groups that begin so: `gateways.gateway`, `vs.networking`.
  const begun = named.filter((kind) => group !== "" && kind.group.startsWith(group));
  if (begun.length > 0) return begun;
  if (!label.test(resource) || !group.split(".").every((part) => label.test(part))) throw unknown(word);
  return [madeUp(resource, group)];
};

/**
 * The kinds that a word names, in every form that kubectl takes: short name, singular, plural or kind in any case,
 * `resource.group`, `resource.version.group`, a group cut short, or a category such as `istio-io`. Never empty: several where the
 * word is ambiguous (`gateway` is Istio's and the Gateway API's). A full name that no table knows is taken at its word.
 *
 * @throws MeshauditError `kind-unknown`, with near kinds in the hint.
 */
export const resolveType = (text: string): Kind[] => {
  const word = text.toLowerCase();
  const dot = word.indexOf(".");
  if (dot > 0) return qualified(text, word.slice(0, dot), word.slice(dot + 1));
  const found = kinds.filter((kind) => answersTo(kind, word));
  const named = found.length > 0 ? found : kinds.filter((kind) => categoriesOf(kind).includes(word));
  if (named.length === 0) throw unknown(text);
  return named;
};
