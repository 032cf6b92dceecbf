import type { Client } from "../model/change.ts";
import { kubectlCommand, queryOf, serverSideApply } from "./command.ts";
import { knownName, managerName } from "./known-clients.ts";

const truncated = "...TRUNCATED";
const longest = 100;

/** `name/version`, the first product of a user agent. RFC 9110, 10.1.5. */
const firstProduct = /^([^\s/()]+)(?:\/([^\s()]*))?/;
/** What a client-go program adds for one of its parts: `… kubernetes/COMMIT/system:serviceaccount:kube-system:namespace-controller`. */
const part = / kubernetes\/[^\s/]+\/(\S+)$/;
const generated = /^(?:OpenAPI-Generator|Swagger-Codegen)\/([^\s/]+)\/(\w+)/;
const terraform = /\bTerraform\/([\w.+-]+)/;

const meaningful = (version: string | undefined): string | null =>
  version === undefined || version === "" || version === "v0.0.0" ? null : version.slice(0, longest);

const partOf = (agent: string): string | null => {
  const role = part.exec(agent)?.[1];
  return role === undefined ? null : role.slice(role.lastIndexOf(":") + 1).slice(0, longest);
};

/** Name and version as the user agent alone tells them. */
const productOf = (agent: string): { name: string; version: string | null } => {
  const [, generatedVersion, language] = generated.exec(agent) ?? [];
  if (language !== undefined) return { name: language.toLowerCase(), version: meaningful(generatedVersion) };
  const [, product, version] = firstProduct.exec(agent) ?? [];
  if (product === undefined) return { name: agent.slice(0, longest), version: null };
  const name = knownName(product) ?? product.slice(0, longest);
  if (name === "terraform") return { name, version: meaningful(terraform.exec(agent)?.[1] ?? version) };
  return { name, version: name === "browser" ? null : meaningful(version) };
};

/**
 * What a request was sent with, from its user agent, and from its field manager where a program writes through kubectl.
 * Both are the client's own word. null when the event has no user agent.
 */
export const clientOf = (userAgent: string | undefined, requestURI: string, verb: string): Client | null => {
  const agent = (userAgent ?? "").trim();
  const whole = agent.endsWith(truncated) ? agent.slice(0, -truncated.length) : agent;
  if (whole === "") return null;
  const { name, version } = productOf(whole);
  const request = { verb, requestURI };
  if (name === "kubectl" || name === "oc") {
    const through = managerName(queryOf(requestURI).get("fieldManager"));
    if (through === null) return { name, version, command: kubectlCommand(request) };
    return { name: through, version: null, command: verb === "patch" || verb === "create" ? "apply" : null };
  }
  return { name, version, command: serverSideApply(request) ?? partOf(whole) };
};
