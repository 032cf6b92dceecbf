import { join } from "node:path";
import type { Config, KubeContext } from "@meshaudit/client";
import type { MeshRef } from "../../protocol/file-view.ts";
import { demoKey, demoLog } from "../../protocol/demo.ts";
import type { Settings } from "../../protocol/settings.ts";

/** A mesh that can be asked, and what to ask. */
export interface MeshSource {
  mesh: MeshRef;
  /** As `--from` takes them; relative ones start at `base`. [] where only the live cluster answers. */
  specs: string[];
  base: string;
  trustedProxies: string[];
  /** kubeconfig contexts that it is the mesh of; [] for any that no other mesh has. */
  contexts: string[];
  /** Only files in this folder belong to it; null: any may. */
  folder: string | null;
}

/** The name that answers carry: a bare log tells of no mesh's name. */
export const nameInAnswers = ({ mesh }: MeshSource): string | null => (mesh.key === "log" || mesh.key === demoKey ? null : mesh.name);

/** What is known of a person's meshes, apart from any file. */
export interface KnownPlaces {
  config: Config;
  /** Where the config file lies: relative sources start there. */
  configFolder: string;
  /** Sources that the environment names, see `MESHAUDIT_FROM`; null when it names none. */
  named: string[] | null;
  context: KubeContext | null;
  home: string;
}

const bare = (specs: string[], base: string): MeshSource => ({
  mesh: { key: "log", name: "the audit log" },
  specs,
  base,
  trustedProxies: [],
  contexts: [],
  folder: null,
});

const demoSource = (folder: string): MeshSource => ({
  ...bare([join(folder, demoLog)], folder),
  mesh: { key: demoKey, name: "the demo" },
  folder,
});

/** The meshes that can be asked: a person's own, and the demo while somebody looks at it. */
export const meshSources = (settings: Settings, places: KnownPlaces): MeshSource[] => {
  const own = ownSources(settings, places);
  return settings.demo === null ? own : [...own, demoSource(settings.demo)];
};

/**
 * A person's own meshes, in the order in which the plugin looks for them: logs named by a setting or the environment stand for
 * every mesh, else those of the config file, else the live cluster of the context in use where that is allowed.
 */
const ownSources = (settings: Settings, { config, configFolder, named, context, home }: KnownPlaces): MeshSource[] => {
  if (settings.sources.length > 0) return [bare(settings.sources, home)];
  if (named !== null) return [bare(named, home)];
  const configured = config.meshes.flatMap(({ name, sources, contexts, trustedProxies }) =>
    sources.length === 0
      ? []
      : [{ mesh: { key: `mesh:${name}`, name }, specs: sources, base: configFolder, trustedProxies, contexts, folder: null }],
  );
  const covered = configured.some(({ contexts }) => contexts.length === 0 || (context !== null && contexts.includes(context.name)));
  if (!settings.liveCluster || context === null || covered) return configured;
  const live = { mesh: { key: `context:${context.name}`, name: context.name }, specs: [], base: home, trustedProxies: [], folder: null };
  return [...configured, { ...live, contexts: [context.name] }];
};
