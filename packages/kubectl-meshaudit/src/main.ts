import { MeshauditError, nearest } from "@meshaudit/core";
import { commandNamed, commandNames } from "./cli/command-table.ts";
import { reportError } from "./cli/report-error.ts";
import { setPackageRoot } from "./cli/package-root.ts";
import { packageVersion } from "./cli/package-version.ts";
import { outputWidth, quietStreams, writeErr, writeOut } from "./terminal/streams.ts";
import { styleOf } from "./terminal/style.ts";
import { wantsColour } from "./terminal/wants-colour.ts";

const helpFlags = ["-h", "--help"];

const unknownCommand = (name: string): MeshauditError => {
  const near = nearest(name, commandNames, 2);
  const question = near.length > 0 ? `did you mean ${near.join(" or ")}? ` : "";
  return new MeshauditError("argument-invalid", `unknown command "${name}"`, { hint: `${question}All commands: kubectl meshaudit --help` });
};

/** Whether words ask for help: a help flag before `--`. */
const asksForHelp = (words: readonly string[]): boolean => {
  const end = words.indexOf("--");
  return words.slice(0, end === -1 ? words.length : end).some((word) => helpFlags.includes(word));
};

const help = async (name: string | undefined, root: string): Promise<void> => {
  const { commandHelp, rootHelp } = await import("./cli/help.ts");
  const options = { width: Math.min(outputWidth() ?? 80, 100) };
  if (name === undefined) return writeOut(rootHelp(options));
  const entry = commandNamed(name);
  if (entry === null) throw unknownCommand(name);
  const { loadOclif } = await import("./cli/oclif-config.ts");
  await writeOut(await commandHelp(entry, await loadOclif(root), options));
};

const run = async ([name, ...rest]: readonly string[], root: string): Promise<void> => {
  if (name === "--version") return writeOut(`kubectl-meshaudit ${packageVersion}\n`);
  if (name === undefined || helpFlags.includes(name)) return help(undefined, root);
  if (name === "help") return help(rest[0], root);
  const entry = commandNamed(name);
  if (entry === null) throw unknownCommand(name);
  if (entry.group !== null && asksForHelp(rest)) return help(name, root);
  const { loadOclif } = await import("./cli/oclif-config.ts");
  await (await loadOclif(root)).runCommand(entry.id, rest);
};

/** The value of `-v`, for errors that come before flags are parsed, too. */
const verbosityIn = (argv: readonly string[]): number => {
  const match = /(?:^| )(?:-v|--v)(?:=| )?(\d+)(?: |$)/.exec(argv.join(" "));
  return Number(match?.[1] ?? 0);
};

const longFlags = async (name: string | undefined): Promise<string[]> => {
  const entry = name === undefined ? null : commandNamed(name);
  if (entry === null) return [];
  const { flags, baseFlags } = (await entry.load()).default;
  return Object.keys({ ...flags, ...baseFlags });
};

/** Runs the program. `root` is the package's folder. Sets the exit status; throws nothing. */
export const main = async (argv: readonly string[], root: string): Promise<void> => {
  setPackageRoot(root);
  quietStreams();
  try {
    await run(argv, root);
  } catch (error) {
    const colour = wantsColour({ flag: "auto", env: process.env, isTerminal: process.stderr.isTTY });
    const command = argv[0] !== undefined && commandNamed(argv[0]) !== null ? argv[0] : null;
    const context = { verbosity: verbosityIn(argv), command, flags: await longFlags(argv[0]), style: styleOf(colour) };
    const { lines, status } = reportError(error, context);
    writeErr(lines);
    process.exitCode = status === 1 && process.exitCode === 3 ? 3 : status;
  }
};
