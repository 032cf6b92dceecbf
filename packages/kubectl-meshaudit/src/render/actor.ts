import type { Actor, ActorType, Change } from "@meshaudit/core";
import { safeText } from "../terminal/safe-text.ts";

const marks: { [type in ActorType]: string } = {
  person: "",
  deployer: " (bot)",
  serviceaccount: " (service account)",
  system: " (system)",
  anonymous: "",
};

const serviceAccount = "system:serviceaccount:";

/** Whom a table names: a service account without its prefix, which its mark stands for; `bob (via alice)` when impersonated. */
export const whoLabel = ({ user, impersonatedBy, type }: Actor, wide: boolean): string => {
  const short = user.startsWith(serviceAccount) && marks[type] !== "" && !wide ? user.slice(serviceAccount.length) : user;
  return safeText(`${short}${marks[type]}${impersonatedBy === null ? "" : ` (via ${impersonatedBy})`}`);
};

/** With what, and how: `kubectl edit`, `argocd patch`; the verb alone when no client told its name. */
export const howLabel = ({ actor: { client }, verb }: Pick<Change, "actor" | "verb">, wide: boolean): string => {
  if (client === null) return safeText(verb);
  const version = wide && client.version !== null ? ` ${client.version}` : "";
  return safeText(`${client.name}${version} ${client.command ?? verb}`);
};
