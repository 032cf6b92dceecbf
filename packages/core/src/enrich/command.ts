/** What of a request tells the command that sent it. */
export interface RequestWords {
  verb: string;
  /** Path and query, as logged. */
  requestURI: string;
}

const managers = new Map([
  ["kubectl-client-side-apply", "apply"],
  ["kubectl-last-applied", "apply"],
]);

const subresources = new Map([
  ["scale", "scale"],
  ["exec", "exec"],
  ["attach", "attach"],
  ["portforward", "port-forward"],
  ["eviction", "drain"],
  ["ephemeralcontainers", "debug"],
]);

/** The query of a request. The API server takes the first of repeated parameters, as `get` does. */
export const queryOf = (requestURI: string): URLSearchParams => {
  const start = requestURI.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : requestURI.slice(start + 1));
};

/** The subresource in a request's path: the third part after the (namespaced) version. */
const subresourceOf = (requestURI: string): string | null => {
  const [root, ...parts] = (requestURI.split("?", 1)[0] ?? "").split("/").slice(1);
  const below = root === "api" ? parts.slice(1) : root === "apis" ? parts.slice(2) : [];
  const own = below[0] === "namespaces" ? below.slice(2) : below;
  return own[2] ?? null;
};

/** kubectl's command: its field managers say it (`kubectl-edit`), else the subresource or the verb; null for what every command may send. */
export const kubectlCommand = ({ verb, requestURI }: RequestWords): string | null => {
  const query = queryOf(requestURI);
  const manager = query.get("fieldManager");
  const named = manager === null ? undefined : (managers.get(manager) ?? /^kubectl-([a-z-]{1,30})$/.exec(manager)?.[1]);
  if (named !== undefined) return named;
  const below = subresources.get(subresourceOf(requestURI) ?? "");
  if (below !== undefined) return below;
  return verb === "delete" || verb === "deletecollection" ? "delete" : serverSideApply({ verb, requestURI });
};

/** `apply` for a server-side apply: only that takes `force=`. The content type, which would be proof, is in no event. */
export const serverSideApply = ({ verb, requestURI }: RequestWords): string | null =>
  verb === "patch" && queryOf(requestURI).has("force") ? "apply" : null;
