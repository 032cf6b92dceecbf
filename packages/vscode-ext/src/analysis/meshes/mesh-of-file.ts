import { isAbsolute, relative, sep } from "node:path";
import picomatch from "picomatch";
import type { Settings } from "../../protocol/settings.ts";
import type { MeshSource } from "./mesh-source.ts";

/** Which mesh a file belongs to, or why that is not known. */
export type MeshChoice = { kind: "mesh"; source: MeshSource } | { kind: "none" } | { kind: "unknown"; meshes: string[] };

/** A file's place, as rules see it. */
export interface FilePlace {
  path: string | null;
  folder: string | null;
}

/** A path within its workspace folder, with slashes; the whole path for a file outside of any. */
const shownPath = ({ path, folder }: FilePlace): string | null =>
  path === null ? null : (folder === null ? path.replace(/^[/\\]+/, "") : relative(folder, path)).split(sep).join("/");

const isIn = (path: string, folder: string): boolean => {
  const within = relative(folder, path);
  return within !== "" && within !== ".." && !within.startsWith(`..${sep}`) && !isAbsolute(within);
};

/** A folder that bears a mesh's name says whose files are in it: `clusters/staging/…`. */
const namedBy = (path: string, name: string): boolean =>
  path
    .toLowerCase()
    .split("/")
    .slice(0, -1)
    .some((folder) => folder === name.toLowerCase() || folder.split(/[-_.]/).includes(name.toLowerCase()));

/**
 * The mesh of a file: the one whose folder it lies in, as the demo has one; else what a rule of the settings says; else the only one; else that of the kubeconfig context in use, unless a folder
 * of the path bears another mesh's name. Where several may be meant none is taken: a wrong name is worse than none.
 */
export const meshOfFile = (place: FilePlace, all: readonly MeshSource[], rules: Settings["meshes"], context: string | null): MeshChoice => {
  const holding = all.find(({ folder }) => folder !== null && place.path !== null && isIn(place.path, folder));
  if (holding !== undefined) return { kind: "mesh", source: holding };
  const sources = all.filter(({ folder }) => folder === null);
  const path = shownPath(place);
  const names = sources.map(({ mesh }) => mesh.name);
  const rule = path === null ? undefined : rules.find(({ glob }) => picomatch.isMatch(path, glob, { dot: true }));
  if (rule !== undefined) {
    const named = sources.find(({ mesh }) => mesh.name === rule.mesh) ?? sources.find(({ mesh }) => mesh.key === "log");
    return named === undefined ? { kind: "none" } : { kind: "mesh", source: named };
  }
  const [only, ...others] = sources;
  if (only === undefined) return { kind: "none" };
  if (others.length === 0) return { kind: "mesh", source: only };
  const current = sources.find(({ contexts }) => context !== null && contexts.includes(context));
  const elsewhere = path !== null && sources.some((source) => source !== current && namedBy(path, source.mesh.name));
  const here = current !== undefined && path !== null && namedBy(path, current.mesh.name);
  if (current === undefined || (elsewhere && !here)) return { kind: "unknown", meshes: names };
  return elsewhere && here ? { kind: "unknown", meshes: names } : { kind: "mesh", source: current };
};
