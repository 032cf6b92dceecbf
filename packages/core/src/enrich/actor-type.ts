import type { ActorType, Client } from "../model/change.ts";

/** Words in a name by which deployers are known. */
const deployerWords = new Set(
  "argo argocd atlantis bot buildkite ci cicd circleci deploy deployer drone flagger flux fluxcd gitlab gitops helm jenkins pulumi rollouts spinnaker tekton terraform".split(
    " ",
  ),
);
/** The same in a namespace, where less is meant: any program may live in a namespace `bots`. */
const deployerNamespaces = new Set("argocd atlantis ci cicd flux fluxcd gitlab gitops jenkins spinnaker tekton".split(" "));
/** Programs that deploy, whoever they run as; a person's own e-mail address tells that a person ran them. */
const deployerClients = new Set(["argocd", "flux", "terraform", "opentofu", "pulumi", "flagger", "argo-rollouts"]);
/** What people hold in their hands: a system account that uses one is no controller at work. */
const handTools = new Set(["kubectl", "oc", "k9s", "istioctl", "helm", "curl", "browser"]);

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[^\p{L}\p{N}]+/u);

const isDeployerName = (name: string): boolean => {
  const words = wordsOf(name);
  return words.some((word, index) => deployerWords.has(word) || (word === "github" && words[index + 1] === "actions"));
};

const serviceAccountType = (namespace: string, name: string, client: string): ActorType => {
  if (isDeployerName(name) || wordsOf(namespace).some((word) => deployerNamespaces.has(word))) return "deployer";
  if (deployerClients.has(client) || client === "helm") return "deployer";
  const isControlPlane = namespace === "kube-system" || (wordsOf(namespace).includes("istio") && /^(?:istio|ztunnel)/.test(name));
  return isControlPlane && !handTools.has(client) ? "system" : "serviceaccount";
};

/** Accounts of a managed control plane, outside `system:`. */
const isProviderAccount = (user: string): boolean => user.startsWith("eks:") || user === "aksService";

/**
 * The part of a user name that was given to this very user: without the issuer (`https://gitlab.com#…`), a mail address without its
 * domain, nor the role of a cloud session that is named after a mail address (`arn:aws:sts::1:assumed-role/deploy/alice@example.com`).
 */
const ownName = (user: string): string => {
  const name = user.slice(user.lastIndexOf("#") + 1);
  const at = name.indexOf("@");
  return at < 0 ? name : name.slice(name.lastIndexOf("/", at) + 1, at);
};

/** A kubeconfig for administrators, as k3s and OpenShift hand it out, whose name looks like a component's. */
const isAdministrator = (user: string): boolean => user === "system:admin";

/**
 * What kind of actor a user name stands for. A user agent is only the client's word, so that it never turns a person's e-mail address
 * into a deployer, nor anything into a system component.
 */
export const actorTypeOf = (user: string, client: Client | null): ActorType => {
  const program = client?.name ?? "";
  if (user === "" || user === "system:anonymous") return "anonymous";
  const [, account] = /^system:serviceaccount:(.*)$/s.exec(user) ?? [];
  if (account !== undefined) {
    const colon = account.indexOf(":");
    return serviceAccountType(account.slice(0, Math.max(0, colon)), account.slice(colon + 1), program);
  }
  if (isAdministrator(user)) return "person";
  if (user.startsWith("system:") || isProviderAccount(user)) return "system";
  const name = ownName(user);
  if (isDeployerName(name) || /^(?:repo|project_path):/.test(name)) return "deployer";
  if (user.endsWith(".gserviceaccount.com")) return deployerClients.has(program) || program === "helm" ? "deployer" : "serviceaccount";
  return !user.includes("@") && deployerClients.has(program) ? "deployer" : "person";
};
