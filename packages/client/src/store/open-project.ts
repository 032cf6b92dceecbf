import { randomBytes } from "node:crypto";
import { createProject, defaultRetention, findProject, MeshauditError, type Disk, type Project, type Retention } from "@meshaudit/core";

/** Which project is asked for. */
export interface AskedProject {
  /** The store's root, a project's folder, or the logstore in it. */
  root: string;
  /** null: the only one there is. */
  meshId: string | null;
}

/**
 * The project that is asked for.
 *
 * @throws MeshauditError `store-missing`, `store-unreadable`, `argument-invalid`.
 */
export const openProject = async (disk: Disk, { root, meshId }: AskedProject): Promise<Project> => {
  const project = await findProject(disk, root, meshId);
  if (project !== null) return project;
  throw new MeshauditError("store-missing", `${root} holds no store${meshId === null ? "" : ` of the mesh ${meshId}`}`, {
    hint: "make one by reading a log into it: kubectl meshaudit ingest FILE",
  });
};

/** As `openProject`, but one that is not there is made. `now` in ms since the epoch. */
export const openOrCreateProject = async (
  disk: Disk,
  asked: AskedProject,
  { now, fallbackMeshId, retention = defaultRetention }: { now: number; fallbackMeshId: string; retention?: Retention | undefined },
): Promise<Project> => {
  const found = await findProject(disk, asked.root, asked.meshId);
  if (found !== null) return found;
  const meshId = asked.meshId ?? fallbackMeshId;
  return createProject(disk, { root: asked.root, meshId, retention, at: now, redactionKey: randomBytes(32), suffix: "" });
};

/** What follows a recreated project's name: the time, as it may stand in a name. `now` in ms since the epoch. */
const suffixOf = (now: number): string =>
  `-${new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, "")
    .replaceAll(/[-:T]/g, "")}`;

/** Makes a new project beside one that was deleted or cannot be read, named after it with the time behind. */
export const recreateProject = async (
  disk: Disk,
  { root, meshId, retention, now }: { root: string; meshId: string; retention: Retention; now: number },
): Promise<Project> => createProject(disk, { root, meshId, retention, at: now, redactionKey: randomBytes(32), suffix: suffixOf(now) });
