import type { Command } from "@oclif/core/command";
import { Config } from "@oclif/core/config";
import type { Plugin } from "@oclif/core/interfaces";
import { commandList, type CommandEntry } from "./command-list.ts";
import { commandLoaders } from "./command-loaders.ts";
import { packageVersion } from "./package-version.ts";

const name = "kubectl-meshaudit";

const loadable = ({ id, aliases, summary }: CommandEntry): Command.Loadable => ({
  id,
  aliases,
  summary,
  args: {},
  flags: {},
  hidden: false,
  hiddenAliases: [],
  load: async () => Object.assign((await commandLoaders[id]()).default, { id }),
});

/** This package as oclif's plugin, from the list of commands: oclif looks for nothing on disk and loads only the asked command. */
const plugin = (root: string): Plugin => {
  const commands = commandList.map(loadable);
  const pjson = { name, version: packageVersion, oclif: { bin: "kubectl meshaudit", dirname: "meshaudit", topicSeparator: " " as const } };
  return {
    _base: "",
    alias: name,
    commandIDs: commands.map(({ id }) => id),
    commands,
    commandsDir: undefined,
    findCommand: async (id: string) => {
      const found = commands.find((command) => command.id === id);
      if (found === undefined) throw new Error(`no command is named ${id}`);
      return found.load();
    },
    hasManifest: true,
    hooks: {},
    isRoot: true,
    load: async () => undefined,
    moduleType: "commonjs",
    name,
    options: { root },
    pjson,
    root,
    topics: [],
    type: "core",
    valid: true,
    version: packageVersion,
  };
};

/** oclif's configuration of this program. `root` is the package's folder. */
export const loadOclif = (root: string): Promise<Config> => Config.load({ root, plugins: new Map([[name, plugin(root)]]) });
