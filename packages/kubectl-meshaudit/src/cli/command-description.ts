import type { Command } from "@oclif/core/command";

/** A flag of a command, as help and completion need it. */
export interface FlagDescription {
  name: string;
  char: string | null;
  summary: string;
  /** What stands for its value in the help; null: it takes none. */
  value: string | null;
  repeatable: boolean;
  /** Its values, where they are few. */
  options: readonly string[];
  defaultValue: string | null;
  /** Heading in the help; null: the command's own flags. */
  group: string | null;
  hidden: boolean;
}

/** What help and completion need to know of a command. Plain data: the build writes it down, so that neither has to load the command. */
export interface CommandDescription {
  usage: string[];
  description: string | null;
  examples: { description: string; command: string }[];
  flags: FlagDescription[];
}

/** The descriptions of all commands, by id. */
export type CommandDescriptions = { [id: string]: CommandDescription };

const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const flagOf = (name: string, flag: Command.Class["flags"][string]): FlagDescription => {
  const option = flag.type === "option" ? flag : null;
  return {
    name,
    char: flag.char ?? null,
    summary: flag.summary ?? "",
    value: option === null ? null : (option.helpValue?.toString() ?? name.toUpperCase()),
    repeatable: option?.multiple === true,
    options: option?.options ?? [],
    defaultValue: option === null || typeof option.default === "function" || option.default === undefined ? null : String(option.default),
    group: flag.helpGroup ?? null,
    hidden: flag.hidden === true,
  };
};

/** The description of a command, from what oclif knows of it. */
export const describeCommand = (command: Command.Class): CommandDescription => ({
  usage: listOf(command.usage),
  description: command.description ?? null,
  examples: listOf(command.examples).flatMap((example) => (typeof example === "string" ? [] : [example])),
  flags: Object.entries({ ...command.flags, ...command.baseFlags }).map(([name, flag]) => flagOf(name, flag)),
});
