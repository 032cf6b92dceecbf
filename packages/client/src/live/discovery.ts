import { isObject, own, textAt, type JsonObject, type JsonValue } from "@meshaudit/core";
import type { GetJson } from "./get-json.ts";

/** A resource as the API server serves it. */
export interface ServedResource {
  /** Path of its version: `/apis/networking.istio.io/v1`. */
  root: string;
  resource: string;
  kind: string;
  apiVersion: string;
  namespaced: boolean;
}

const listIn = (value: unknown, key: string): JsonObject[] => {
  const found: JsonValue | undefined = own(value, key);
  return Array.isArray(found) ? found.filter(isObject) : [];
};

/** The paths of a group's versions, the preferred one first. */
const versionRoots = async (group: string, get: GetJson): Promise<string[]> => {
  if (group === "") return ["/api/v1"];
  const found = await get(`/apis/${encodeURIComponent(group)}`);
  const preferred = textAt(found, "preferredVersion", "groupVersion");
  const versions = listIn(found, "versions").map((version) => textAt(version, "groupVersion"));
  const ordered = [preferred, ...versions].filter((version) => version !== null);
  return [...new Set(ordered)].map((version) => `/apis/${version}`);
};

const resourcesAt = async (root: string, get: GetJson): Promise<ServedResource[]> =>
  listIn(await get(root), "resources").flatMap((entry) => {
    const resource = textAt(entry, "name");
    const verbs = own(entry, "verbs");
    if (resource === null || resource.includes("/") || !Array.isArray(verbs) || !verbs.includes("list")) return [];
    return [
      {
        root,
        resource,
        kind: textAt(entry, "kind") ?? "",
        apiVersion: root.replace(/^\/apis?\//, ""),
        namespaced: own(entry, "namespaced") === true,
      },
    ];
  });

/**
 * All resources of a group that can be listed, each at the most preferred version that has it: not every version has every resource.
 * A group that the cluster does not have has none.
 */
export const discovery = (get: GetJson): ((group: string) => Promise<ServedResource[]>) => {
  const known = new Map<string, Promise<ServedResource[]>>();
  const discover = async (group: string): Promise<ServedResource[]> => {
    const found = new Map<string, ServedResource>();
    for (const root of await versionRoots(group, get)) {
      for (const served of await resourcesAt(root, get)) if (!found.has(served.resource)) found.set(served.resource, served);
    }
    return [...found.values()];
  };
  return (group) => {
    const asked = known.get(group) ?? discover(group);
    known.set(group, asked);
    return asked;
  };
};
