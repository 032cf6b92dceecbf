/** Who may speak to the cluster. `stranger` has a token that nobody knows. */
export type UserName = "admin" | "alice" | "bob" | "carol" | "mallory" | "ci-deployer" | "stranger";

/** How the API server knows a user. */
interface User {
  name: string;
  groups: readonly string[];
}

/** Those with a token from a file; `rbac.yaml` says what their groups may do. */
const people = {
  admin: { name: "kubernetes-admin", groups: ["system:masters"] },
  alice: { name: "alice@example.com", groups: ["mesh-admins"] },
  bob: { name: "bob@example.com", groups: ["developers"] },
  carol: { name: "carol@example.com", groups: ["mesh-admins"] },
  mallory: { name: "mallory@example.com", groups: ["contractors"] },
} satisfies { [name in UserName]?: User };

/** The service account of the pipeline, which `rbac.yaml` makes. */
export const deployer = { namespace: "ci", name: "ci-deployer" };

/** Under which name a user stands in the audit log; the stranger under none. */
export const loggedName = (user: UserName): string => {
  if (user === "stranger") return "";
  return user === "ci-deployer" ? `system:serviceaccount:${deployer.namespace}:${deployer.name}` : people[user].name;
};

/** Tokens by user. */
export type Tokens = { [name in UserName]?: string };

/** A token for each of the people, and one that the API server does not know. */
export const makeTokens = (random: () => string): Tokens =>
  Object.fromEntries([...Object.keys(people), "stranger"].map((name) => [name, `${name}-${random()}`]));

/** The API server's `--token-auth-file`. */
export const tokenFile = (tokens: Tokens): string =>
  Object.entries(people)
    .map(([id, { name, groups }]) => `${tokens[id as UserName]},${name},uid-${id},"${groups.join(",")}"\n`)
    .join("");

/** One context for each user; JSON is YAML too. */
export const kubeconfig = (server: string, authority: string, tokens: Tokens, current: UserName): string => {
  const names = Object.keys(tokens);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
    users: names.map((name) => ({ name, user: { token: tokens[name as UserName] } })),
    contexts: names.map((name) => ({ name, context: { cluster: "test", user: name, namespace: "bookinfo" } })),
    "current-context": current,
  });
};
