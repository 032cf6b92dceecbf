import { lstat, open, readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { kustomizationFile, type KustomizationFile } from "./kustomization-file.ts";
import { noSurroundings, type Kustomization, type PatchTarget, type Surroundings } from "./surroundings.ts";

/** How far around a file is looked. A kustomization lists what lies near it, and overlays lie beside their base. */
const levelsUp = 5;
const overlayLevelsUp = 2;
const overlayLevelsDown = 4;
const mostFolders = 200;
const mostBytes = 256 * 1024;

/** What kustomize takes. Source: kustomize, RecognizedKustomizationFileNames. */
const kustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** A kustomization and its path. */
interface Lying extends KustomizationFile {
  path: string;
  folder: string;
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** The beginning of a plain file; null for anything else. */
const textOf = async (path: string): Promise<string | null> => {
  try {
    if (!(await lstat(path)).isFile()) return null;
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
      return bytesRead === mostBytes ? null : buffer.toString("utf8", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
};

const kustomizationIn = async (folder: string): Promise<Lying | null> => {
  for (const name of kustomizationNames) {
    const path = join(folder, name);
    const text = await textOf(path);
    const file = text === null ? null : kustomizationFile(text);
    if (file !== null) return { ...file, path, folder };
  }
  return null;
};

/** The folder and those above it, nearest first, up to the repository's own. */
const foldersUp = async (folder: string, levels: number): Promise<string[]> => {
  const folders = [folder];
  while (folders.length <= levels) {
    const last = folders.at(-1) ?? folder;
    const up = dirname(last);
    if (up === last || (await exists(join(last, ".git")))) break;
    folders.push(up);
  }
  return folders;
};

const isInChart = async (path: string): Promise<boolean> => {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if (basename(folder) === "templates" && (await exists(join(dirname(folder), "Chart.yaml")))) return true;
  return false;
};

const anything: PatchTarget = { kind: null, name: null };

/** What a kustomization makes of a file; null when it does not list it. */
const roleOf = (kustomization: Lying, path: string): Pick<Kustomization, "role" | "target"> | null => {
  const isHere = (listed: string): boolean => resolve(kustomization.folder, listed) === path;
  const [patch, another] = kustomization.patches.filter((listed) => isHere(listed.path));
  if (patch !== undefined) return { role: "patch", target: another === undefined ? patch.target : anything };
  return kustomization.resources.some(isHere) ? { role: "resource", target: null } : null;
};

/** The kustomizations in a folder and below it. */
const kustomizationsBelow = async (root: string): Promise<Lying[]> => {
  const found: Lying[] = [];
  let folders = [root];
  let looked = 0;
  for (let level = 0; level <= overlayLevelsDown && looked < mostFolders; level++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (++looked > mostFolders) break;
      const kustomization = await kustomizationIn(folder);
      if (kustomization !== null) found.push(kustomization);
      const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
      for (const entry of inside)
        if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") next.push(join(folder, entry.name));
    }
    folders = next;
  }
  return found;
};

/** The nearest kustomization that builds on another one, straight or by others, and changes names or namespaces. */
const overlayOn = (base: Lying, all: readonly Lying[]): Kustomization["overlaid"] => {
  const built = new Set([base.folder]);
  for (let before = 0; before !== built.size;) {
    before = built.size;
    for (const other of all) if (other.resources.some((listed) => built.has(resolve(other.folder, listed)))) built.add(other.folder);
  }
  built.delete(base.folder);
  const overlays = all.filter(({ folder, namespace, renames }) => built.has(folder) && (namespace !== null || renames));
  const overlay = overlays.find(({ renames }) => renames) ?? overlays[0];
  return overlay === undefined ? null : { path: overlay.path, renames: overlay.renames };
};

const kustomizationOf = async (path: string): Promise<Kustomization | null> => {
  for (const folder of await foldersUp(dirname(path), levelsUp)) {
    const kustomization = await kustomizationIn(folder);
    const role = kustomization === null ? null : roleOf(kustomization, path);
    if (kustomization === null || role === null) continue;
    const root = (await foldersUp(folder, overlayLevelsUp)).at(-1) ?? folder;
    const overlaid = overlayOn(kustomization, await kustomizationsBelow(root));
    return { ...role, path: kustomization.path, namespace: kustomization.namespace, renames: kustomization.renames, overlaid };
  }
  return null;
};

/**
 * What the files around a manifest say of it: a chart whose template it is, a kustomization that lists it, and overlays near that one. Looks
 * at a bounded number of folders, in the repository only, and never throws: what cannot be read says nothing.
 */
export const surroundingsOf = async (path: string): Promise<Surroundings> => {
  try {
    const full = resolve(path);
    if (await isInChart(full)) return { helmTemplates: true, kustomization: null };
    return { helmTemplates: false, kustomization: await kustomizationOf(full) };
  } catch {
    return noSurroundings;
  }
};
