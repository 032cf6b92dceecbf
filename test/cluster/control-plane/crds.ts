import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { runGo } from "./go.ts";
import { moduleCache, moduleFolder } from "./modules.ts";

/** Where a module has manifests of custom resource definitions. */
const sources = [
  { path: "istio.io/api", manifests: "kubernetes/customresourcedefinitions.gen.yaml" },
  { path: "sigs.k8s.io/gateway-api", manifests: "config/crd/standard" },
];

/**
 * A folder with Istio's and the Gateway API's own definitions, from their published Go modules, for `kubectl create -f`.
 *
 * @throws Unavailable where they are not cached yet and Go cannot download them.
 */
export const findCrds = (): string => {
  const folder = moduleCache("crds");
  if (!existsSync(folder)) copyInto(folder);
  return folder;
};

/** Whole or not at all. Go's module cache is read-only and may be emptied: so what is used is copied, file by file. */
const copyInto = (folder: string): void => {
  const temporary = `${folder}.new-${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  for (const { path, manifests } of sources) {
    const { Dir } = JSON.parse(runGo(moduleFolder("crds"), ["mod", "download", "-json", path])) as { Dir: string };
    for (const file of filesOf(join(Dir, manifests))) copyFileSync(file, join(temporary, basename(file)));
  }
  if (existsSync(folder)) rmSync(temporary, { recursive: true });
  else renameSync(temporary, folder);
};

const filesOf = (path: string): string[] => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]);
