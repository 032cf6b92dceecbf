import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../cache-folder.ts";

/** A Go module of `modules/`, which pins what is built or taken from it. */
export type ModuleName = "kubernetes" | "etcd" | "helm" | "crds";

/** Where a module's go.mod and go.sum are. */
export const moduleFolder = (name: ModuleName): string => join(import.meta.dirname, "modules", name);

/** Where what came of a module is kept for all checkouts: another go.mod or go.sum, another folder. */
export const moduleCache = (name: ModuleName): string => {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(moduleFolder(name), file)));
  return join(cacheFolder, "control-plane", `${name}-${hash.digest("hex").slice(0, 16)}`);
};

/** The version, such as `v1.37.2`, that a module's go.mod requires of another module. */
export const pinnedVersion = (name: ModuleName, path: string): string => {
  const words = readFileSync(join(moduleFolder(name), "go.mod"), "utf8").split(/\s+/);
  const version = words.find((word, index) => words[index - 1] === path && /^v\d/.test(word));
  if (version === undefined) throw new Error(`${name}/go.mod requires no ${path}`);
  return version;
};
