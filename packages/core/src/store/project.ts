import { basename, dirname, join } from "node:path";
import { MeshauditError } from "../model/error.ts";
import { isObject, type JsonValue } from "../model/json.ts";
import { diskErrorCode, isFull, isMissing } from "./disk/disk-error.ts";
import type { Disk, Opening } from "./disk/disk.ts";
import { storePaths, type StorePaths } from "./layout.ts";

/** A place where a mesh's log is kept. */
export interface Project {
  meshId: string;
  /** When it was made, ms since the epoch. */
  createdAt: number;
  retention: Retention;
  paths: StorePaths;
}

/** How long, and how much, is kept; null: without a bound. */
export interface Retention {
  days: number | null;
  bytes: number | null;
}

/** As Simple Log Service keeps a new logstore's events, source: Alibaba Cloud's description of KubeAPI operation audit. */
export const defaultRetention: Retention = { days: 30, bytes: null };

const prefix = "mesh-log-";
const key = "redaction.key";
const keyBytes = 32;

/** A mesh's id as it may stand in names of folders. Throws MeshauditError `argument-invalid`. */
const checkMeshId = (meshId: string): string => {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/.test(meshId)) return meshId;
  throw new MeshauditError("argument-invalid", `${JSON.stringify(meshId.slice(0, 80))} cannot be a mesh's id`, {
    hint: "letters, digits, '-', '_' and '.', no more than 128, such as the uid of the namespace kube-system",
  });
};

const describe = ({ meshId, createdAt, retention }: Project): string =>
  `${JSON.stringify({ apiVersion: "meshaudit.io/v1", kind: "Project", meshId, createdAt: new Date(createdAt).toISOString(), retention }, null, 2)}\n`;

/**
 * The project in a folder; null when the folder is none.
 *
 * @throws MeshauditError `store-unreadable`.
 */
const readProject = async (disk: Disk, folder: string): Promise<Project | null> => {
  let text: string;
  try {
    text = Buffer.from(await disk.read(join(folder, "project.json"))).toString();
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreadable(folder, error);
  }
  const value = parsed(text);
  const meshId = isObject(value) ? value["meshId"] : undefined;
  const createdAt = isObject(value) && typeof value["createdAt"] === "string" ? Date.parse(value["createdAt"]) : Number.NaN;
  if (!isObject(value) || value["kind"] !== "Project" || typeof meshId !== "string" || Number.isNaN(createdAt))
    throw unreadable(folder, null);
  const { days, bytes } = isObject(value["retention"]) ? value["retention"] : { days: defaultRetention.days, bytes: null };
  return {
    meshId: checkMeshId(meshId),
    createdAt,
    retention: { days: typeof days === "number" ? days : null, bytes: typeof bytes === "number" ? bytes : null },
    paths: storePaths(folder, meshId),
  };
};

const parsed = (text: string): JsonValue => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
};

const unreadable = (folder: string, cause: unknown): MeshauditError => {
  const code = diskErrorCode(cause);
  return code === null
    ? new MeshauditError("store-unreadable", `the project ${folder} cannot be read: its project.json is damaged`, {
        hint: "make a new one beside it: kubectl meshaudit store recreate",
        cause,
      })
    : new MeshauditError("store-unreadable", `the project ${folder} cannot be read (${code})`, {
        hint: "check who may read there, and that its disk is whole",
        cause,
      });
};

/** What lies under a root. */
interface ListedProjects {
  /** The newest first. */
  projects: Project[];
  /** Why others cannot be read, by the names of their folders. */
  unreadable: { name: string; error: unknown }[];
}

const listProjects = async (disk: Disk, root: string): Promise<ListedProjects> => {
  const entries = await disk.list(root).catch((error: unknown) => {
    if (isMissing(error)) return [];
    const code = diskErrorCode(error);
    if (code === null) throw error;
    throw new MeshauditError("store-unreadable", `the store ${root} cannot be read (${code})`, {
      hint: "check who may read there",
      cause: error,
    });
  });
  const listed: ListedProjects = { projects: [], unreadable: [] };
  for (const { name, isFolder } of entries) {
    if (!isFolder || !name.startsWith(prefix)) continue;
    try {
      const project = await readProject(disk, join(root, name));
      if (project !== null) listed.projects.push(project);
    } catch (error) {
      listed.unreadable.push({ name, error });
    }
  }
  listed.projects.sort((a, b) => b.createdAt - a.createdAt);
  return listed;
};

/** Whether a folder's name is one that a mesh's project may have; any project's when none is chosen. */
const mayBeOf = (name: string, meshId: string | null): boolean =>
  meshId === null || name === `${prefix}${meshId}` || name.startsWith(`${prefix}${meshId}-`);

/** What making a project needs. */
export interface NewProject {
  root: string;
  meshId: string;
  retention: Retention;
  /** Now, ms since the epoch. */
  at: number;
  /** 32 random bytes under which secrets are hashed. */
  redactionKey: Uint8Array;
  /** Comes behind the mesh's id when a project is recreated; "" for the first. */
  suffix: string;
}

/**
 * Makes the names of a folder and of all above it durable: who made some of them before may have ended without it. What may not be read
 * cannot be synced, and was there before.
 */
const syncAbove = async (disk: Disk, folder: string): Promise<void> => {
  for (let at = folder; dirname(at) !== at; at = dirname(at)) {
    await disk.syncFolder(dirname(at)).catch((error: unknown) => {
      if (!["EACCES", "EPERM", "EROFS"].includes(diskErrorCode(error) ?? "")) throw error;
    });
  }
};

/**
 * Makes a project, whole or not at all: its description is the last to be written.
 *
 * @throws MeshauditError `store-full`, `store-unreadable` when the folder cannot be written to.
 */
export const createProject = async (disk: Disk, wanted: NewProject): Promise<Project> => {
  const { root, meshId, retention, at, redactionKey, suffix } = wanted;
  const paths = storePaths(join(root, `${prefix}${checkMeshId(meshId)}${suffix}`), meshId);
  const project: Project = { meshId, createdAt: at, retention, paths };
  try {
    await disk.makeFolder(paths.project, "owner");
    for (const folder of [paths.logstore, paths.journal, paths.deltaLog, paths.evidence, paths.progress]) await disk.makeFolder(folder);
    await writeWhole(disk, join(paths.project, key), redactionKey, "new secret");
    // Whoever finds the description may rely on all else being durable.
    for (const folder of [paths.logstore, paths.project, root]) await disk.syncFolder(folder);
    await syncAbove(disk, root);
    await writeWhole(disk, paths.description, Buffer.from(describe(project)));
  } catch (error) {
    const code = diskErrorCode(error);
    if (code === null) throw error;
    throw new MeshauditError(isFull(error) ? "store-full" : "store-unreadable", `a store cannot be made in ${root} (${code})`, {
      hint: "name a folder that can be written to: --store ROOT",
      cause: error,
    });
  }
  return project;
};

/**
 * Makes a project keep events as long as this from now on, for whoever writes to it next, too. Only the one writer may.
 *
 * @returns the project as it is then.
 */
export const keepRetention = async (disk: Disk, project: Project, { days, bytes }: Retention): Promise<Project> => {
  if (project.retention.days === days && project.retention.bytes === bytes) return project;
  const kept = { ...project, retention: { days, bytes } };
  await writeWhole(disk, project.paths.description, Buffer.from(describe(kept)));
  return kept;
};

/** Writes a file whole or not at all, over what was there. */
export const writeWhole = async (
  disk: Disk,
  path: string,
  bytes: Uint8Array,
  which: Exclude<Opening, "existing"> = "new",
): Promise<void> => {
  const temporary = `${path}.new`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, which);
  try {
    await file.append(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.rename(temporary, path);
  await disk.syncFolder(join(path, ".."));
};

/** The key under which a project's secrets are hashed. Throws MeshauditError `store-unreadable`. */
export const redactionKeyOf = async (disk: Disk, { paths }: Project): Promise<Uint8Array> => {
  const bytes = await disk.read(join(paths.project, key)).catch((error: unknown) => {
    if (isMissing(error)) return new Uint8Array();
    throw error;
  });
  if (bytes.length === keyBytes) return bytes;
  throw new MeshauditError("store-unreadable", `the project ${paths.project} has no key to hash secrets with (${key})`, {
    hint: "bring the file back from a copy, or make a new project: kubectl meshaudit store recreate",
  });
};

/**
 * The project that a path names: a project's folder, the logstore in it, or a root with one mesh in it (`meshId` chooses among
 * several); null when nothing of a store is there.
 *
 * @throws MeshauditError `store-unreadable`, `argument-invalid` when there are several meshes and none is chosen.
 */
export const findProject = async (disk: Disk, path: string, meshId: string | null): Promise<Project | null> => {
  for (const folder of [path, join(path, "..")]) {
    const project = await readProject(disk, folder);
    if (project !== null && (folder === path || project.paths.logstore === path)) return project;
  }
  const { projects, unreadable } = await listProjects(disk, path);
  const wanted = meshId === null ? projects : projects.filter((project) => project.meshId === meshId);
  const meshes = [...new Set(wanted.map((project) => project.meshId))];
  if (meshes.length > 1) {
    throw new MeshauditError("argument-invalid", `${path} holds the logs of ${meshes.length} meshes: ${meshes.slice(0, 8).join(", ")}`, {
      hint: "choose one with --mesh ID, or name the project's folder",
    });
  }
  const [newest] = wanted;
  // One that was made later cannot be passed over for an older one: what was written to it last is in it.
  const hidden = unreadable.find(({ name }) => mayBeOf(name, meshId) && (newest === undefined || name > basename(newest.paths.project)));
  if (hidden !== undefined) throw hidden.error;
  return newest ?? null;
};
