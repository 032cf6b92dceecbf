import { queryOf } from "../../enrich/command.ts";
import { isObject, own, type JsonValue } from "../../model/json.ts";
import { isBuiltInGroup } from "./merge-keys.ts";

/** `strategic`: a strategic merge patch or a plain one, to one of Kubernetes' own kinds; no event tells which of the two. */
export type PatchKind = "json" | "merge" | "strategic" | "apply";

/** The API group in a request's path; null where it has none. */
const groupIn = (requestURI: string): string | null => {
  const [, root, group] = (requestURI.split("?", 1)[0] ?? "").split("/");
  return root === "api" ? "" : root === "apis" ? (group ?? null) : null;
};

/**
 * Which kind of patch a request sent: its content type is in no event. A list is a JSON patch. `force=` comes with a server-side apply
 * only; without it, a whole object (apiVersion and kind) from a named field manager is one too, unless one of kubectl's other commands
 * sent it (`kubectl-patch`, `kubectl-edit`, …; its server-side apply is plain `kubectl`).
 */
export const kindOfPatch = (requestObject: JsonValue, requestURI: string): PatchKind => {
  if (Array.isArray(requestObject)) return "json";
  const query = queryOf(requestURI);
  if (query.has("force")) return "apply";
  const manager = query.get("fieldManager");
  const isWhole =
    isObject(requestObject) && typeof own(requestObject, "apiVersion") === "string" && typeof own(requestObject, "kind") === "string";
  if (isWhole && manager !== null && manager !== "" && !manager.startsWith("kubectl-")) return "apply";
  const group = groupIn(requestURI);
  return group !== null && isBuiltInGroup(group) ? "strategic" : "merge";
};
