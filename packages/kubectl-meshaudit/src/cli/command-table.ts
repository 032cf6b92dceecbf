import type { Command } from "@oclif/core/command";

/** One command, known by name before it is loaded: only the asked one is. */
export interface CommandEntry {
  id: string;
  aliases: string[];
  /** Its heading in the help; null: it is not shown there. */
  group: "ASK" | "GO BACK" | "SET UP" | null;
  summary: string;
  load(): Promise<{ default: Command.Class }>;
}

/** All commands, in the order of the help. */
export const commandTable: readonly CommandEntry[] = [
  {
    id: "who-changed",
    aliases: [],
    group: "ASK",
    summary: "Who changed an object, when, how and what",
    load: () => import("../commands/who-changed.ts"),
  },
  {
    id: "what-changed",
    aliases: [],
    group: "ASK",
    summary: "What changed around a moment, the likeliest cause of an incident first",
    load: () => import("../commands/what-changed.ts"),
  },
  {
    id: "blame",
    aliases: [],
    group: "ASK",
    summary: "Who last set each line of an object, like git blame",
    load: () => import("../commands/blame.ts"),
  },
  {
    id: "history",
    aliases: [],
    group: "ASK",
    summary: "Every change of an object, field by field, before and after",
    load: () => import("../commands/history.ts"),
  },
  {
    id: "diff",
    aliases: [],
    group: "ASK",
    summary: "What differs between two versions of an object",
    load: () => import("../commands/diff.ts"),
  },
  {
    id: "event",
    aliases: [],
    group: "ASK",
    summary: "One request to the API server, in words and in full",
    load: () => import("../commands/event.ts"),
  },
  {
    id: "show",
    aliases: [],
    group: "GO BACK",
    summary: "An object as it was at a time",
    load: () => import("../commands/show.ts"),
  },
  {
    id: "restore",
    aliases: ["undelete"],
    group: "GO BACK",
    summary: "The manifest to bring an object back as it was; changes nothing itself",
    load: () => import("../commands/restore.ts"),
  },
  {
    id: "use",
    aliases: [],
    group: "SET UP",
    summary: "Remember where the audit log is, so that --from is not needed",
    load: () => import("../commands/use.ts"),
  },
  {
    id: "kinds",
    aliases: [],
    group: "SET UP",
    summary: "The kinds known, with their short names",
    load: () => import("../commands/kinds.ts"),
  },
  {
    id: "completion",
    aliases: [],
    group: "SET UP",
    summary: "Completion for bash, zsh, fish or PowerShell",
    load: () => import("../commands/completion.ts"),
  },
  {
    id: "version",
    aliases: [],
    group: "SET UP",
    summary: "The versions of this plugin, its results and its Node",
    load: () => import("../commands/version.ts"),
  },
  {
    id: "__complete",
    aliases: [],
    group: null,
    summary: "Candidates for the last word, as kubectl asks for them",
    load: () => import("../commands/complete.ts"),
  },
];

/** The command of a name or an alias; null when there is none. */
export const commandNamed = (name: string): CommandEntry | null =>
  commandTable.find(({ id, aliases }) => id === name || aliases.includes(name)) ?? null;

/** The names that a person may type. */
export const commandNames = commandTable.filter(({ group }) => group !== null).flatMap(({ id, aliases }) => [id, ...aliases]);
