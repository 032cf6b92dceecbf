import type { Command } from "@oclif/core/command";
import { commandNamed, commandTable } from "../cli/command-table.ts";
import {
  filesOnly,
  flagCandidates,
  listCandidates,
  objectCandidates,
  valueCandidates,
  type Completion,
  type Lookup,
} from "./candidates.ts";
import { readTyped, type KnownFlag, type Typed } from "./typed.ts";

/** The shells that have a completion script. */
export const shells = ["bash", "zsh", "fish", "powershell"];

/** A command's flags, those of all commands last. */
export const flagsOf = (command: Command.Class): KnownFlag[] =>
  Object.entries({ ...command.flags, ...command.baseFlags }).map(([name, flag]) => ({
    name,
    char: flag.char ?? null,
    summary: flag.summary ?? "",
    takesValue: flag.type === "option",
    repeatable: flag.type === "option" && flag.multiple === true,
    options: flag.type === "option" ? (flag.options ?? []) : [],
  }));

const wordsOf = (command: string, typed: Typed, lookup: Lookup): Completion | Promise<Completion> => {
  if (command === "completion") return listCandidates(shells.map((word) => ({ word, description: "" })), typed.last);
  if (command === "use") return filesOnly;
  if (["what-changed", "event", "kinds", "version"].includes(command)) return listCandidates([], typed.last);
  return objectCandidates(typed, lookup);
};

/** Makes a lookup for what was typed. */
export type LookupFor = (typed: Typed) => Lookup;

/** Candidates for the last of the words that stand after the program's name. */
export const complete = async (argv: readonly string[], lookupFor: LookupFor): Promise<Completion> => {
  const [name = "", ...rest] = argv;
  if (rest.length === 0) {
    const shown = commandTable.filter(({ group }) => group !== null);
    const commands = shown.flatMap(({ id, aliases, summary }) => [id, ...aliases].map((word) => ({ word, description: summary })));
    return listCandidates(name.startsWith("-") ? [{ word: "--help", description: "" }, { word: "--version", description: "" }] : commands, name);
  }
  const entry = commandNamed(name);
  if (entry === null) return listCandidates([], "");
  const flags = flagsOf((await entry.load()).default);
  const typed = readTyped(rest, flags);
  if (typed.valueOf !== null) return valueCandidates(typed.valueOf, typed.last, lookupFor(typed));
  if (typed.last.startsWith("-")) return flagCandidates([...flags, helpFlag], typed);
  return wordsOf(entry.id, typed, lookupFor(typed));
};

const helpFlag: KnownFlag = { name: "help", char: "h", summary: "what the command does, its flags and examples", takesValue: false, repeatable: false, options: [] };
