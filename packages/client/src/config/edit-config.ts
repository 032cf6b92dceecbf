import { isMap, isSeq, parseDocument, Document, YAMLSeq, type YAMLMap } from "yaml";
import { configFrom, configHead, invalidConfig, meshOfContext } from "./config.ts";

/** Sources, and what they are the log of. */
export interface RememberedSources {
  /** The mesh's name; null: that of the mesh the context has, else the context's own. */
  mesh: string | null;
  context: string | null;
  sources: string[];
}

const emptyConfig = (): Document => new Document({ ...configHead, meshes: [] });

const parsed = (text: string, path: string): Document => {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw invalidConfig(path, error.message.split("\n")[0] ?? "it is no YAML");
  return document;
};

/**
 * The config file as a document to edit: an empty config where there is none.
 *
 * @throws MeshauditError `config-invalid` when the text is no config.
 */
export const configDocument = (text: string | null, path: string): Document => {
  const read = text === null ? emptyConfig() : parsed(text, path);
  configFrom(read.toJS(), path);
  return isMap(read.contents) ? read : emptyConfig();
};

const meshesOf = (document: Document): YAMLSeq<YAMLMap> => {
  const found = document.get("meshes");
  if (isSeq<YAMLMap>(found)) return found;
  const meshes = new YAMLSeq<YAMLMap>();
  document.set("meshes", meshes);
  return meshes;
};

const contextsOf = (mesh: YAMLMap): unknown[] => {
  const contexts = mesh.get("contexts");
  return isSeq(contexts) ? (contexts.toJSON() as unknown[]) : [];
};

const addContext = (document: Document, mesh: YAMLMap, context: string): void => {
  const contexts = mesh.get("contexts");
  if (!isSeq(contexts)) mesh.set("contexts", document.createNode([context]));
  else if (!contextsOf(mesh).includes(context)) contexts.add(context);
};

/** Of the meshes that name a context, the first one counts: so the one in use goes before the others, which keep what they have. */
const moveToFront = (meshes: YAMLSeq<YAMLMap>, mesh: YAMLMap, context: string): void => {
  const first = meshes.items.findIndex((item) => contextsOf(item).includes(context));
  if (meshes.items[first] === mesh) return;
  meshes.items.splice(meshes.items.indexOf(mesh), 1);
  meshes.items.splice(first, 0, mesh);
};

/**
 * The config file with a mesh's sources set, and the name of that mesh. Comments and unknown properties stay. Pure: the caller writes.
 *
 * @throws MeshauditError `config-invalid` when the text is no config.
 */
export const withSources = (
  text: string | null,
  path: string,
  { mesh, context, sources }: RememberedSources,
): { text: string; mesh: string } => {
  const document = configDocument(text, path);
  const config = configFrom(document.toJS(), path);
  const name = mesh ?? meshOfContext(config, context)?.name ?? context ?? "default";
  const meshes = meshesOf(document);
  const known = meshes.items.find((item) => item.get("name") === name);
  const entry = known ?? (document.createNode({ name, contexts: [] }) as YAMLMap);
  if (known === undefined) meshes.add(entry);
  if (context !== null) {
    addContext(document, entry, context);
    moveToFront(meshes, entry, context);
  }
  entry.set("sources", document.createNode(sources));
  meshes.flow = false;
  return { text: document.toString({ lineWidth: 0 }), mesh: name };
};
