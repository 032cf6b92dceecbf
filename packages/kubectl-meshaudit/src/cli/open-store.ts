import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  configPath,
  meshOfContext,
  openOrCreateProject,
  openProject,
  parseSize,
  readConfig,
  readKubeContext,
  signingKey,
  signingKeyPath,
  storeRoot,
} from "@meshaudit/client";
import {
  defaultRetention,
  defaultSealPolicy,
  keepRetention,
  MeshauditError,
  openEngine,
  openStoreWriter,
  realDisk,
  redactionPath,
  type Disk,
  type Engine,
  type Project,
  type Retention,
  type SealPolicy,
  type StoreWriter,
} from "@meshaudit/core";
import { keptFor } from "../render/store-status.ts";
import { writeErr } from "../terminal/streams.ts";
import { checkpointCopy } from "./checkpoint-copy.ts";
import { kubeEnvironment } from "./open-asked-session.ts";
import { systemRefusal } from "./system-error.ts";

/** The flags that say which store. */
export interface StoreFlags {
  store?: string | undefined;
  mesh?: string | undefined;
  kubeconfig?: string | undefined;
  context?: string | undefined;
}

/** The flags that writing takes. */
export interface StoreWriteFlags extends StoreFlags {
  "signing-key"?: string | undefined;
  checkpoints?: string | undefined;
  redact?: string[] | undefined;
  "keep-days"?: number | undefined;
  "keep-bytes"?: string | undefined;
}

/** The folder that the flags name. */
export const storeRootOf = ({ store }: StoreFlags): string => (store === undefined ? storeRoot(process.env, homedir()) : resolve(store));

/** The project that the flags name. Throws MeshauditError `store-missing`. */
export const askedProject = (disk: Disk, flags: StoreFlags): Promise<Project> =>
  openProject(disk, { root: storeRootOf(flags), meshId: flags.mesh ?? null });

/** DuckDB with room for its own files, which go when it is closed, or with this process. */
export const scratchEngine = async (memoryLimitMB = 1024): Promise<Engine> => {
  const scratch = mkdtempSync(join(tmpdir(), "meshaudit-"));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once("exit", remove);
  const engine = await openEngine({ threads: availableParallelism(), memoryLimitMB, scratch });
  const close = async (): Promise<void> => {
    await engine.close();
    remove();
    process.off("exit", remove);
  };
  return { ...engine, close };
};

/** How long a new project keeps events, by the flags; what they leave out is as `usual`. */
export const retentionOf = (flags: StoreWriteFlags, usual: Retention = defaultRetention): Retention => ({
  days: flags["keep-days"] === undefined ? usual.days : flags["keep-days"] === 0 ? null : flags["keep-days"],
  bytes: flags["keep-bytes"] === undefined ? usual.bytes : parseSize(flags["keep-bytes"]),
});

/** A project that is written to. */
export interface OpenedStore {
  project: Project;
  writer: StoreWriter;
  disk: Disk;
}

/**
 * Opens the project that the flags name to write to it; makes it when there is none. Close the writer when done.
 *
 * @throws MeshauditError `store-locked`, `store-damaged`, `store-unreadable`, `argument-invalid`.
 */
export const openStoreOf = async (...asked: Parameters<typeof openWritable>): Promise<OpenedStore> => {
  try {
    return await openWritable(...asked);
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === null) throw error;
    throw new MeshauditError("store-unreadable", `the store ${storeRootOf(asked[0])} cannot be written: ${refusal.reason}`, {
      hint: "check who may write there, or name another folder with --store ROOT",
      cause: error,
    });
  }
};

const openWritable = async (
  flags: StoreWriteFlags,
  policy: Partial<SealPolicy>,
  onProblem: (problem: Error) => void,
  { disk = realDisk(), memoryMB }: { disk?: Disk; memoryMB?: number } = {},
): Promise<OpenedStore> => {
  const project = await openOrCreateProject(
    disk,
    { root: storeRootOf(flags), meshId: flags.mesh ?? null },
    { now: Date.now(), fallbackMeshId: await usualMesh(flags), retention: retentionOf(flags) },
  );
  const { checkpoints } = flags;
  const retention = retentionOf(flags, project.retention);
  const writer = await openStoreWriter({
    disk,
    project: { ...project, retention },
    engine: () => scratchEngine(memoryMB),
    now: () => Date.now(),
    signingKey: await signingKey(flags["signing-key"] ?? signingKeyPath(process.env, homedir())),
    seal: { ...defaultSealPolicy, ...policy },
    redactionPaths: (flags.redact ?? []).map(redactionPath),
    onProblem,
    ...(checkpoints === undefined ? {} : { onCheckpoint: checkpointCopy(checkpoints, onProblem) }),
  });
  // As the one writer: what is asked for once holds for the next writer, too, which would take away what this one keeps.
  const kept = await keepRetention(disk, project, retention).catch(async (error: unknown) => {
    await writer.close();
    throw error;
  });
  if (kept !== project) writeErr([`from now on the project keeps ${keptFor(kept.retention)}; before: ${keptFor(project.retention)}`]);
  return { project: kept, writer, disk };
};

/** The mesh that a new project is for when none is named: that of the kubeconfig context in use. */
export const usualMesh = async (flags: Pick<StoreFlags, "kubeconfig" | "context">): Promise<string> => {
  const context = await readKubeContext(kubeEnvironment(flags.kubeconfig), flags.context);
  const config = await readConfig(configPath(process.env, homedir()));
  const name = meshOfContext(config, context?.name ?? null)?.name ?? context?.name ?? "default";
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "") || "default";
};
