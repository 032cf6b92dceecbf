// The program's entry: help, versions and completion are answered here, without loading what answers questions.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshauditError, nearest } from "@meshaudit/core";
import type { CommandDescription, CommandDescriptions } from "./cli/command-description.ts";
import { commandIn, commandNames, commandsOf, topics, type CommandEntry } from "./cli/command-list.ts";
import { keepCompiled } from "./cli/compile-cache.ts";
import { commandHelp, rootHelp, topicHelp } from "./cli/help.ts";
import { packageVersion } from "./cli/package-version.ts";
import { printError } from "./cli/print-error.ts";
import { printed } from "./completion/candidates.ts";
import { complete, type LookupFor } from "./completion/complete.ts";
import { outputWidth, quietStreams, writeOut } from "./terminal/streams.ts";

const helpFlags = ["-h", "--help"];

const named = (words: readonly string[]): { entry: CommandEntry; words: string[] } => {
  const found = commandIn(words);
  if (found !== null) return found;
  const [name = "", second] = words;
  if (topics.includes(name)) {
    const below = commandsOf(name).map(({ id }) => id);
    const isFlag = second === undefined || second.startsWith("-");
    const what = isFlag ? `${name} needs to know what to do` : `unknown command "${name} ${second}"`;
    const near = isFlag ? [] : nearest(`${name} ${second}`, below, 1);
    throw new MeshauditError("argument-invalid", what, {
      hint: `${near.length > 0 ? `did you mean ${near.join(" or ")}? One of` : "one of"}: ${below.map((id) => `kubectl meshaudit ${id}`).join(", ")}`,
    });
  }
  const near = nearest(name, commandNames, 2);
  const question = near.length > 0 ? `did you mean ${near.join(" or ")}? ` : "";
  throw new MeshauditError("argument-invalid", `unknown command "${name}"`, { hint: `${question}All commands: kubectl meshaudit --help` });
};

/** Whether words ask for help: a help flag before `--`. */
const asksForHelp = (words: readonly string[]): boolean => {
  const end = words.indexOf("--");
  return words.slice(0, end === -1 ? words.length : end).some((word) => helpFlags.includes(word));
};

const descriptions = async (root: string): Promise<CommandDescriptions> =>
  JSON.parse(await readFile(join(root, "dist", "commands.json"), "utf8")) as CommandDescriptions;

const helpOn = async (words: readonly string[], root: string): Promise<string> => {
  if (words.length === 1 && topics.includes(words[0] ?? "")) return topicHelp(words[0] ?? "", helpWidth());
  const { entry } = named(words);
  const description: CommandDescription | undefined = (await descriptions(root))[entry.id];
  if (description === undefined) throw new Error(`no description of ${entry.id}: build again`);
  return commandHelp(entry, description, helpWidth());
};

const helpWidth = (): number => Math.min(outputWidth() ?? 80, 100);

/** The answer to a question about the program itself; null when words ask for a command to be run. */
const ownAnswer = async (argv: readonly string[], root: string): Promise<string | null> => {
  const [name, ...rest] = argv;
  if (name === "--version") return `kubectl-meshaudit ${packageVersion}\n`;
  if (name === undefined || helpFlags.includes(name)) return rootHelp(helpWidth());
  if (name === "help") return rest[0] === undefined ? rootHelp(helpWidth()) : helpOn(rest, root);
  if (name === "__complete") return completion(rest, root);
  return asksForHelp(rest) || (rest.length === 0 && topics.includes(name))
    ? helpOn(
        argv.filter((word) => !helpFlags.includes(word)),
        root,
      )
    : null;
};

const completion = async (words: readonly string[], root: string): Promise<string> => {
  const lookupFor: LookupFor = async (typed) => {
    keepCompiled("completion");
    const program = await import("./program.ts");
    program.setPackageRoot(root);
    return program.lookupFor(typed);
  };
  return printed(await complete(words, await descriptions(root), lookupFor));
};

/** Runs the program. `root` is the package's folder. Sets the exit status; throws nothing. */
export const main = async (argv: readonly string[], root: string): Promise<void> => {
  quietStreams();
  process.on("uncaughtException", (error) => {
    printError(error, argv, { command: null, flags: [] });
    process.exit();
  });
  try {
    const answer = await ownAnswer(argv, root);
    if (answer !== null) return await writeOut(answer);
    const { entry, words } = named(argv);
    keepCompiled(entry.id.replaceAll(" ", "-"));
    const program = await import("./program.ts");
    await program.runCommand(entry, words, root);
  } catch (error) {
    printError(error, argv, { command: null, flags: [] });
  }
};
