import { isObject, own, textAt, type JsonObject, type LiveCluster, type ObjectPattern, type ObjectRef } from "@meshaudit/core";
import { discovery, type ServedResource } from "./discovery.ts";
import type { GetJson } from "./get-json.ts";

/** The live cluster of this program: also tells which mesh it is. */
export interface NamedCluster extends LiveCluster {
  /** The uid of namespace kube-system; null when it may not be read. */
  meshId(): Promise<string | null>;
}

/** Objects a page, so that no list is too long for the API server. */
const pageSize = 500;

const pathOf = ({ root, resource, namespaced }: ServedResource, namespace: string | null, name: string | null): string => {
  const within = namespaced && namespace !== null && namespace !== "" ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${within}/${encodeURIComponent(resource)}${name === null ? "" : `/${encodeURIComponent(name)}`}`;
};

const listAll = async (served: ServedResource, { namespace, name }: ObjectPattern, get: GetJson): Promise<JsonObject[]> => {
  const found: JsonObject[] = [];
  let next: string | null = "";
  while (next !== null) {
    const parameters = new URLSearchParams({ limit: String(pageSize) });
    if (next !== "") parameters.set("continue", next);
    if (name !== null) parameters.set("fieldSelector", `metadata.name=${name}`);
    const page: JsonObject | null = await get(`${pathOf(served, namespace, null)}?${parameters}`);
    const items = own(page, "items");
    // Items of a list leave out what the list says once.
    if (Array.isArray(items))
      found.push(...items.filter(isObject).map((item) => ({ apiVersion: served.apiVersion, kind: served.kind, ...item })));
    next = textAt(page, "metadata", "continue");
  }
  return found;
};

/** The live cluster behind a way to GET from its API server. */
export const liveCluster = (get: GetJson): NamedCluster => {
  const discover = discovery(get);
  const servedAs = async (group: string, resource: string | null): Promise<ServedResource[]> =>
    (await discover(group)).filter((served) => resource === null || served.resource === resource);
  return {
    get: async ({ group, resource, namespace, name }: ObjectRef) => {
      const [served] = await servedAs(group, resource);
      return served === undefined ? null : get(pathOf(served, namespace, name));
    },
    list: async (pattern) => {
      const found: JsonObject[] = [];
      for (const served of await servedAs(pattern.group ?? "", pattern.resource)) found.push(...(await listAll(served, pattern, get)));
      return found;
    },
    meshId: async () => textAt(await get("/api/v1/namespaces/kube-system").catch(() => null), "metadata", "uid"),
  };
};
