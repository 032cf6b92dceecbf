import { isObject, MeshauditError, own, type JsonValue } from "@meshaudit/core";
import { placeConfigFrom, type PlaceConfig } from "./place-config.ts";

/** One mesh of the config file. */
export interface MeshConfig {
  name: string;
  /** kubeconfig contexts that it is the mesh of; empty: of any that no other mesh has. */
  contexts: string[];
  /** As `--from` takes them; relative paths start at the config file. */
  sources: string[];
  /** Addresses and CIDRs of proxies whose word on a client's address is believed. */
  trustedProxies: string[];
  /** CIDRs of the cluster's own pods and nodes. */
  clusterCIDRs: string[];
}

export interface Config {
  meshes: MeshConfig[];
  /** What addresses are known by, as it stands there; not set where the file names none of it. */
  places?: PlaceConfig;
  /** Saved queries by their names; not set where there are none. */
  queries?: ReadonlyMap<string, string>;
}

/** Version and kind of the config file. */
export const configHead = { apiVersion: "meshaudit.io/v1", kind: "Config" };

/** The error for a config file that is there and makes no sense. */
export const invalidConfig = (path: string, reason: string): MeshauditError =>
  new MeshauditError("config-invalid", `the config file ${path} is not usable: ${reason}`, {
    hint: "mend it, or move it away and write a new one with: kubectl meshaudit use SOURCE",
  });

const texts = (mesh: JsonValue, key: string, where: string, path: string): string[] => {
  const value = own(mesh, key) ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw invalidConfig(path, `${where}.${key} is no list of texts`);
};

const meshOf = (mesh: JsonValue, index: number, path: string): MeshConfig => {
  const where = `meshes[${index}]`;
  const name = own(mesh, "name");
  if (typeof name !== "string" || name === "") throw invalidConfig(path, `${where} has no name`);
  return {
    name,
    contexts: texts(mesh, "contexts", where, path),
    sources: texts(mesh, "sources", where, path),
    trustedProxies: texts(mesh, "trustedProxies", where, path),
    clusterCIDRs: texts(mesh, "clusterCIDRs", where, path),
  };
};

const queriesOf = (document: JsonValue, path: string): ReadonlyMap<string, string> => {
  const queries = own(document, "queries") ?? {};
  if (!isObject(queries)) throw invalidConfig(path, "queries is no mapping");
  return new Map(
    Object.entries(queries).map(([name, text]) => {
      if (typeof text === "string") return [name, text];
      throw invalidConfig(path, `the query ${JSON.stringify(name)} is no text`);
    }),
  );
};

/**
 * The config in a parsed config file; an empty file has no mesh. Unknown properties are left alone.
 *
 * @throws MeshauditError `config-invalid`, which says where.
 */
export const configFrom = (document: unknown, path: string): Config => {
  if (document === null || document === undefined) return { meshes: [] };
  if (!isObject(document)) throw invalidConfig(path, "it holds no YAML mapping");
  const { apiVersion = configHead.apiVersion, kind = configHead.kind } = document;
  const meshes = own(document, "meshes") ?? [];
  if (apiVersion !== configHead.apiVersion || kind !== configHead.kind) {
    throw invalidConfig(path, `it is a ${String(kind)} of ${String(apiVersion)}, not a ${configHead.kind} of ${configHead.apiVersion}`);
  }
  if (!Array.isArray(meshes)) throw invalidConfig(path, "meshes is no list");
  const queries = queriesOf(document, path);
  const places = placeConfigFrom(document, (reason) => invalidConfig(path, reason));
  return {
    meshes: meshes.map((mesh, index) => meshOf(mesh, index, path)),
    ...(Object.values(places).some((file) => file !== null) ? { places } : {}),
    ...(queries.size > 0 ? { queries } : {}),
  };
};

/** The mesh of a kubeconfig context: the first that names it, else the first that names none; null when there is neither. */
export const meshOfContext = ({ meshes }: Config, context: string | null): MeshConfig | null =>
  meshes.find(({ contexts }) => context !== null && contexts.includes(context)) ??
  meshes.find(({ contexts }) => contexts.length === 0) ??
  null;
