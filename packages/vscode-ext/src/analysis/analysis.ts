import { isCollector } from "@meshaudit/client";
import { MeshauditError, type Answers as Session, type ObjectRef } from "@meshaudit/core";
import { addressIn, scheme } from "../documents/version-address.ts";
import type { Answers, Tell } from "../protocol/call.ts";
import type { FileNote, FileView } from "../protocol/file-view.ts";
import type { Settings } from "../protocol/settings.ts";
import { untilAborted } from "../protocol/until-aborted.ts";
import { askedMesh, isLive, liveLasts, type AskedMesh } from "./asking/asked-mesh.ts";
import type { KnownObject } from "./attribution/known-object.ts";
import { deletedObjects, incidentChanges, objectChanges, recentChanges, restorationText, versionText } from "./changes/mesh-changes.ts";
import { openDocuments, type OpenDocument } from "./files/document.ts";
import { fieldViewsOf, fileViewOf, placeViewOf, type FileMesh } from "./files/file-view.ts";
import { collectorTokens } from "./meshes/collector-tokens.ts";
import { knownMeshes, type AnalysisIo } from "./meshes/known-meshes.ts";
import type { MeshLog } from "./meshes/mesh-log.ts";

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
  const asked = new Map<string, { log: MeshLog; mesh: AskedMesh }>();
  let settings: Settings | null = null;

  const tokens = collectorTokens((wanted) => tell("tokenWanted", wanted));
  const meshes = knownMeshes(io, tokens, (mesh) => ({
    onState: (state) => tell("meshState", state),
    onNews: (changed, all) => {
      if (all) asked.delete(mesh);
      asked.get(mesh)?.mesh.objects.forget(changed);
      asked.get(mesh)?.mesh.answers.forget();
      tell("news", { mesh, objects: changed, all });
    },
  }));

  /** What a mesh was asked so far: nothing by that name when its log is another now. */
  const askedOf = (log: MeshLog): AskedMesh => {
    const { key, name } = log.source.mesh;
    const before = asked.get(key);
    if (before?.log === log) return before.mesh;
    const mesh = askedMesh(log, io.clock, {
      onNews: (objects) => tell("news", { mesh: key, objects, all: false }),
      onProblem: (problem) => {
        log.noteProblem(problem);
        if (problem === null) tell("log", { level: "info", text: `the cluster of ${name} can be asked again` });
        else tell("log", { level: "warn", text: `${problem.message}${problem.hint === null ? "" : ` (${problem.hint})`}` });
      },
    });
    asked.set(key, { log, mesh });
    return mesh;
  };

  const knownIn = async (log: MeshLog, ref: ObjectRef, signal: AbortSignal): Promise<KnownObject> => {
    await log.session(signal);
    return untilAborted(askedOf(log).objects.of(ref), signal);
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
        mesh: { mesh: log.source.mesh, namespace, lasts: isLive(log) ? liveLasts : null, known: (object) => knownIn(log, object, signal) },
      };
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      return { document, mesh: null, note: { kind: "source-failed", message: error.message, hint: error.hint } };
    }
  };

  const fileOf = async (uri: string, signal: AbortSignal): Promise<FileView | null> => {
    const file = documents.file(uri);
    if (file !== null && file.text === null)
      return { uri, version: file.version, mesh: null, note: { kind: "too-large" }, objects: [], lasts: null };
    const one = await found(uri, signal);
    return one === null ? null : fileViewOf(one.document, one.mesh, one.note);
  };

  /** What is asked of a whole mesh takes long to answer: it is kept until something in the mesh changes. */
  const ofMesh = async <T>(
    mesh: string,
    question: string,
    signal: AbortSignal,
    answer: (session: Session, log: MeshLog, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const log = await meshes.log(mesh);
    await log.session(signal);
    const { answers, cluster } = askedOf(log);
    // The live cluster tells no news.
    if (isLive(log)) return cluster.ask(question, async () => answer(await log.session(signal), log, signal));
    return answers.of(question, signal, async (shared) => answer(await log.session(shared), log, shared));
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
      ofMesh(mesh, JSON.stringify(["recent", filter, limit]), signal, (session, log, until) =>
        recentChanges(session, log.source.mesh, filter, limit, log.source.specs.some(isCollector), until),
      ),
    deleted: ({ mesh }, signal) => ofMesh(mesh, "deleted", signal, deletedObjects),
    incident: async (input, signal) => incidentChanges((await sessionOf(input.mesh, signal)).session, input),
    version: async (input, signal) => {
      const { log, session } = await sessionOf(input.mesh, signal);
      return versionText(session, await knownIn(log, input.object, signal), input, input.version);
    },
    restoration: async (input, signal) => {
      const { log, session } = await sessionOf(input.mesh, signal);
      return restorationText(session, await knownIn(log, input.object, signal), input, input.change);
    },
    dashboard: async ({ mesh, question }, signal) => {
      const log = await meshes.log(mesh);
      // Most people never open it.
      const { answerPage } = await import("./dashboard/answer-page.ts");
      return answerPage(question, log, io, signal);
    },
    refresh: async () => {
      for (const { log, mesh } of asked.values()) {
        if (!isLive(log)) continue;
        mesh.cluster.now();
        mesh.objects.expire();
        tell("news", { mesh: log.source.mesh.key, objects: [], all: true });
      }
    },
    meshes: () => meshes.states(),
    contexts: () => meshes.contexts(),
    useSources: (input, signal) => meshes.useSources(input, signal),
    giveToken: async ({ address, token }) => meshes.giveToken(address, token),
    read: async ({ mesh }) => (await meshes.log(mesh)).read(),
    cancelRead: async ({ mesh }) => (await meshes.log(mesh)).cancel(),
  };
};
