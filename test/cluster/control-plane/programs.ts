import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { runGo } from "./go.ts";
import { moduleCache, moduleFolder, pinnedVersion, type ModuleName } from "./modules.ts";
import { Unavailable } from "./unavailable.ts";

/** Where each program of a control plane is, and those that speak to it. */
export interface Programs {
  etcd: string;
  "kube-apiserver": string;
  "kube-controller-manager": string;
  kubectl: string;
  helm: string;
}

interface Source {
  module: ModuleName;
  /** The Go package of the program. */
  path: string;
  /** The module whose version it says to be. */
  versioned: string;
}

const kubernetes = (name: string): Source => ({
  module: "kubernetes",
  path: `k8s.io/kubernetes/cmd/${name}`,
  versioned: "k8s.io/kubernetes",
});

const sources: { [name in keyof Programs]: Source } = {
  etcd: { module: "etcd", path: "go.etcd.io/etcd/server/v3", versioned: "go.etcd.io/etcd/server/v3" },
  "kube-apiserver": kubernetes("kube-apiserver"),
  "kube-controller-manager": kubernetes("kube-controller-manager"),
  kubectl: kubernetes("kubectl"),
  helm: { module: "helm", path: "helm.sh/helm/v4/cmd/helm", versioned: "helm.sh/helm/v4" },
};

/**
 * The programs: those that the folder `KUBEBUILDER_ASSETS` has from there, the others built from `modules/` through the Go module
 * proxy, once for all checkouts. The first build takes about 20 minutes on two busy cores and leaves 380 MB in the cache, and 5 GB in Go's.
 *
 * @throws Unavailable where a program is neither there nor can be built.
 */
export const findPrograms = (): Programs => ({
  etcd: findProgram("etcd"),
  "kube-apiserver": findProgram("kube-apiserver"),
  "kube-controller-manager": findProgram("kube-controller-manager"),
  kubectl: findProgram("kubectl"),
  helm: findProgram("helm"),
});

const findProgram = (name: keyof Programs): string => {
  const assets = process.env["KUBEBUILDER_ASSETS"];
  if (assets !== undefined && assets !== "" && existsSync(join(assets, name))) return join(assets, name);
  if (process.platform === "win32") throw new Unavailable(`no ${name} for Windows`, { beyondReach: true });
  const { module, path, versioned } = sources[name];
  const folder = join(moduleCache(module), `${process.platform}-${process.arch}`);
  const program = join(folder, name);
  if (!existsSync(program)) build({ name, module, path, version: pinnedVersion(module, versioned), program });
  return program;
};

interface Build extends Pick<Source, "module" | "path"> {
  name: string;
  version: string;
  /** The file that is to be. */
  program: string;
}

/** Whole or not at all: a build that broke off leaves nothing that looks like a program. */
const build = ({ name, module, path, version, program }: Build): void => {
  process.stderr.write(`Building ${name} ${version} …\n`);
  const start = performance.now();
  const temporary = `${program}.new-${process.pid}`;
  mkdirSync(join(program, ".."), { recursive: true });
  const flags = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", ["-s -w", ...stamps(module, version)].join(" ")];
  runGo(moduleFolder(module), ["build", ...flags, "-o", temporary, path]);
  renameSync(temporary, program);
  process.stderr.write(`Built ${name} in ${Math.round((performance.now() - start) / 1000)} s.\n`);
};

/** What `kubectl version` and the user agents say. */
const stamps = (module: ModuleName, version: string): string[] => {
  if (module === "helm") return [`-X helm.sh/helm/v4/internal/version.version=${version}`];
  if (module !== "kubernetes") return [];
  const [major = "", minor = ""] = version.slice(1).split(".");
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: "clean", buildDate: "1970-01-01T00:00:00Z" };
  return ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
    Object.entries(facts).map(([fact, value]) => `-X ${path}.${fact}=${value}`),
  );
};
