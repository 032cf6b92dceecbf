import type { Actor, ActorType, Change } from "@meshaudit/core";
import { safeText } from "./safe-text.ts";

const marks: { [type in ActorType]: string } = {
  person: "",
  deployer: " (bot)",
  serviceaccount: " (service account)",
  system: " (system)",
  anonymous: "",
};

const serviceAccount = /^system:serviceaccount:([^:]*):(.*)$/s;

/**
 * A service account as `namespace:name`, which its mark tells from a person of that name; a deployer that is named after its own
 * namespace by the namespace alone: `argocd (bot)`.
 */
const shortUser = ({ user, type }: Actor): string => {
  const [, namespace = "", name = ""] = serviceAccount.exec(user) ?? [];
  if (name === "" || marks[type] === "") return user;
  const own = type === "deployer" && (name === namespace || name.startsWith(`${namespace}-`));
  return own ? namespace : `${namespace}:${name}`;
};

/** Who it was, as a table says it: `bob (via alice)` when impersonated. In full when `wide`. */
export const whoLabel = (actor: Actor, wide: boolean): string => {
  const { user, impersonatedBy, type } = actor;
  return safeText(`${wide ? user : shortUser(actor)}${marks[type]}${impersonatedBy === null ? "" : ` (via ${impersonatedBy})`}`);
};

/** With what, and how: `kubectl edit`, `argocd patch`; the verb alone when no client told its name. */
export const howLabel = ({ actor: { client }, verb }: Pick<Change, "actor" | "verb">, wide: boolean): string => {
  if (client === null) return safeText(verb);
  const version = wide && client.version !== null ? ` ${client.version}` : "";
  return safeText(`${client.name}${version} ${client.command ?? verb}`);
};
