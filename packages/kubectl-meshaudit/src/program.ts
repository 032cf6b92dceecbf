// The part of the program that answers questions: main.ts loads it when there is one.
import { commandList, type CommandEntry } from "./cli/command-list.ts";
import { commandLoaders } from "./cli/command-loaders.ts";
import { describeCommand, type CommandDescriptions } from "./cli/command-description.ts";
import { withSwitches } from "./cli/switches.ts";
import { loadOclif } from "./cli/oclif-config.ts";
import { setPackageRoot } from "./cli/package-root.ts";
import { printError } from "./cli/print-error.ts";
import type { LookupFor } from "./completion/complete.ts";

export { setPackageRoot } from "./cli/package-root.ts";

/** Runs a command with the words after its name. Prints what goes wrong and sets the exit status; throws nothing. */
export const runCommand = async ({ id }: CommandEntry, words: readonly string[], root: string): Promise<void> => {
  setPackageRoot(root);
  const { flags } = describeCommand((await commandLoaders[id]()).default);
  try {
    await (await loadOclif(root)).runCommand(id, withSwitches(words, flags));
  } catch (error) {
    printError(error, words, { command: id, flags: flags.map(({ name }) => name) });
  }
};

/** Looks up what the sources and the kubeconfig have, for completion. */
export const lookupFor: LookupFor = async (typed) => (await import("./completion/lookup.ts")).lookupFor(typed);

/** What help and completion need to know of all commands: the build writes it to dist/commands.json. */
export const describeCommands = async (): Promise<CommandDescriptions> => {
  const entries = commandList.map(async ({ id }) => [id, describeCommand((await commandLoaders[id]()).default)] as const);
  return Object.fromEntries(await Promise.all(entries));
};
