import { objectKey, MeshauditError, type ObjectRef } from "@meshaudit/core";
import { addressIn, scheme } from "../documents/version-address.ts";
import type { Answers, Tell } from "../protocol/call.ts";
import type { FileNote, FileView } from "../protocol/file-view.ts";
import type { Settings } from "../protocol/settings.ts";
import { askObject, type KnownObject } from "./attribution/known-object.ts";
import { deletedObjects, incidentChanges, objectChanges, recentChanges, restorationText, versionText } from "./changes/mesh-changes.ts";
import { openDocuments, type OpenDocument } from "./files/document.ts";
import { fieldViewsOf, fileViewOf, placeViewOf, type FileMesh } from "./files/file-view.ts";
import { knownMeshes, type AnalysisIo } from "./meshes/known-meshes.ts";
import type { MeshLog } from "./meshes/mesh-log.ts";

/** So many objects are kept at hand for each mesh. */
const mostKnown = 600;

/** So many answers about a whole mesh are. */
const mostAnswers = 8;

/** The mesh of a version that is shown as a document; null for a file. */
const versionMesh = (uri: string): string | null => {
  if (!uri.startsWith(`${scheme}:`)) return null;
  const query = /\?([^#]*)/.exec(uri)?.[1] ?? "";
  try {
    return addressIn(decodeURIComponent(query))?.mesh ?? null;
  } catch {
    return null;
  }
};

/** Answers what the editor asks: one function a question. `tell` is what it is told unasked. */
export const analysis = (io: AnalysisIo, tell: Tell): Answers => {
  const documents = openDocuments();
  const objects = new Map<string, Map<string, Promise<KnownObject>>>();
  const answers = new Map<string, Map<string, Promise<unknown>>>();
  let settings: Settings | null = null;

  const forget = (mesh: string, changed: ObjectRef[], all: boolean): void => {
    answers.delete(mesh);
    if (all) objects.delete(mesh);
    for (const ref of changed) objects.get(mesh)?.delete(objectKey(ref));
  };
  const meshes = knownMeshes(
    io,
    (mesh) => ({
      onState: (state) => tell("meshState", state),
      onNews: (changed, all) => {
        forget(mesh, changed, all);
        tell("news", { mesh, objects: changed, all });
      },
    }),
    () => {
      objects.clear();
      answers.clear();
      tell("news", { mesh: "", objects: [], all: true });
    },
  );

  const knownIn = async (log: MeshLog, ref: ObjectRef, signal: AbortSignal): Promise<KnownObject> => {
    const session = await log.session(signal);
    const known = objects.get(log.source.mesh.key) ?? new Map<string, Promise<KnownObject>>();
    objects.set(log.source.mesh.key, known);
    const key = objectKey(ref);
    const found = known.get(key);
    if (found !== undefined) return found;
    const asked = askObject(session, ref);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
    return asked;
  };

  /** The document with the mesh that it belongs to, or why that is not known. */
  const found = async (
    uri: string,
    signal: AbortSignal,
  ): Promise<{ document: OpenDocument; mesh: FileMesh | null; note: FileNote | null } | null> => {
    const document = await documents.get(uri);
    if (document === null) return null;
    if (!document.manifest.objects.some(({ isMesh }) => isMesh)) return { document, mesh: null, note: null };
    try {
      const shown = versionMesh(uri);
      const choice = shown === null ? await meshes.ofFile(document.file) : { kind: "mesh" as const, log: await meshes.log(shown) };
      if (choice.kind === "none") return { document, mesh: null, note: { kind: "no-source" } };
      if (choice.kind === "unknown") return { document, mesh: null, note: { kind: "mesh-unknown", meshes: choice.meshes } };
      const { log } = choice;
      await log.session(signal);
      const namespace = settings?.defaultNamespace || (await meshes.context())?.namespace || "default";
      return {
        document,
        note: null,
        mesh: { mesh: log.source.mesh, namespace, known: (object) => knownIn(log, object, signal) },
      };
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      return { document, mesh: null, note: { kind: "source-failed", message: error.message, hint: error.hint } };
    }
  };

  const fileOf = async (uri: string, signal: AbortSignal): Promise<FileView | null> => {
    const file = documents.file(uri);
    if (file !== null && file.text === null) return { uri, version: file.version, mesh: null, note: { kind: "too-large" }, objects: [] };
    const one = await found(uri, signal);
    return one === null ? null : fileViewOf(one.document, one.mesh, one.note);
  };

  /** What is asked of a whole mesh's log takes long to answer: it is kept until something in the mesh changes. */
  const ofMesh = async <T>(mesh: string, question: string, signal: AbortSignal, answer: (log: MeshLog) => Promise<T>): Promise<T> => {
    const log = await meshes.log(mesh);
    await log.session(signal);
    // The live cluster tells no news.
    if (log.source.specs.length === 0) return answer(log);
    const answered = answers.get(mesh) ?? new Map<string, Promise<unknown>>();
    answers.set(mesh, answered);
    const before = answered.get(question);
    if (before !== undefined) return before as Promise<T>;
    const asked = answer(log);
    if (answered.size >= mostAnswers) answered.clear();
    answered.set(question, asked);
    asked.catch(() => answered.delete(question));
    return asked;
  };

  const sessionOf = async (mesh: string, signal: AbortSignal) => {
    const log = await meshes.log(mesh);
    return { log, session: await log.session(signal) };
  };

  return {
    configure: async (next) => {
      settings = next;
      await meshes.configure(next);
    },
    openFile: async (file) => documents.open(file),
    closeFile: async (uri) => documents.close(uri),
    file: fileOf,
    place: async ({ uri, position }, signal) => {
      const one = await found(uri, signal);
      if (one === null || one.mesh === null) return null;
      return placeViewOf(one.document, position, one.mesh);
    },
    fields: async ({ uri, fromLine, toLine }, signal) => {
      const one = await found(uri, signal);
      return one === null || one.mesh === null ? [] : fieldViewsOf(one.document, fromLine, toLine, one.mesh);
    },
    changes: async ({ mesh, object, limit }, signal) => objectChanges(await knownIn(await meshes.log(mesh), object, signal), limit),
    recent: ({ mesh, filter, limit }, signal) =>
      ofMesh(mesh, JSON.stringify(["recent", filter, limit]), signal, async (log) =>
        recentChanges(await log.session(), log.source.mesh, filter, limit),
      ),
    deleted: ({ mesh }, signal) => ofMesh(mesh, "deleted", signal, async (log) => deletedObjects(await log.session())),
    incident: async (input, signal) => incidentChanges((await sessionOf(input.mesh, signal)).session, input),
    version: async (input, signal) => {
      const { log, session } = await sessionOf(input.mesh, signal);
      return versionText(session, await knownIn(log, input.object, signal), input, input.version);
    },
    restoration: async (input, signal) => {
      const { log, session } = await sessionOf(input.mesh, signal);
      return restorationText(session, await knownIn(log, input.object, signal), input, input.change);
    },
    meshes: () => meshes.states(),
    contexts: () => meshes.contexts(),
    useSources: (input) => meshes.useSources(input),
    read: async ({ mesh }) => (await meshes.log(mesh)).read(),
    cancelRead: async ({ mesh }) => (await meshes.log(mesh)).cancel(),
  };
};
