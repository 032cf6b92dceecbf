import { MeshauditError } from "../model/error.ts";

/** A place in objects of a kind whose values are not to be kept. */
export interface RedactionPath {
  /** Such as `ConfigMap`; `*` for every kind. */
  kind: string;
  /** Keys from the object's root on; `*` for any. Lists have no step of their own: the path goes on in each of their entries. */
  path: readonly string[];
}

const usage =
  'write KIND:PATH, such as ConfigMap:data, *:spec.token or Deployment:spec.template.spec.containers.env.value; quote keys with dots: ConfigMap:data["app.yaml"]';

const invalid = (text: string, why: string): MeshauditError =>
  new MeshauditError("argument-invalid", `cannot redact ${JSON.stringify(text.slice(0, 200))}: ${why}`, { hint: usage });

const step = /(?:^|(?<!^)\.)(\*|[^.[\]"'\s*]+)|\["([^"]+)"\]/y;

/**
 * Reads `KIND:PATH`, such as `ConfigMap:data`, `*:spec.token` or `ConfigMap:data["app.yaml"]`. All at and below the path is redacted.
 *
 * @throws MeshauditError `argument-invalid`, also for a path to what objects are told by.
 */
export const redactionPath = (text: string): RedactionPath => {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  if (colon === -1 || !/^(?:\*|[A-Z][A-Za-z0-9]{0,62})$/.test(kind)) throw invalid(text, "it does not begin with a kind");
  const places = text.slice(colon + 1);
  const path: string[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < places.length) {
    const at = step.lastIndex;
    const [, bare, quoted] = step.exec(places) ?? [];
    const key = bare ?? quoted;
    if (key === undefined)
      throw invalid(text, /^\[\d/.test(places.slice(at)) ? "lists have no index here" : `no key at ${JSON.stringify(places.slice(at))}`);
    path.push(key);
  }
  const [first, second] = path;
  if (first === undefined) throw invalid(text, "it has no path");
  if (["*", "apiVersion", "kind"].includes(first) || (first === "metadata" && second !== "annotations" && second !== "labels"))
    throw invalid(text, "objects are told by what stands there");
  return { kind, path };
};
