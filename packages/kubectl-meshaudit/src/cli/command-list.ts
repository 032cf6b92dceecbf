/** One command, known by name before it is loaded. */
export interface CommandEntry {
  id: CommandId;
  aliases: string[];
  /** Its heading in the help. */
  group: "ASK" | "REPORT" | "GO BACK" | "KEEP" | "SET UP";
  summary: string;
}

/** The name of a command, as its file has it. */
export type CommandId = (typeof ids)[number];

const ids = [
  "who-changed",
  "what-changed",
  "blame",
  "history",
  "diff",
  "event",
  "query",
  "dashboard",
  "report overview",
  "report user",
  "report kinds",
  "report kind",
  "show",
  "restore",
  "ingest",
  "serve",
  "logs",
  "store status",
  "store verify",
  "store export",
  "store compact",
  "store recreate",
  "use",
  "kinds",
  "completion",
  "version",
] as const;

/** All commands, in the order of the help. */
export const commandList: readonly CommandEntry[] = [
  { id: "who-changed", aliases: [], group: "ASK", summary: "Who changed an object, when, how and what" },
  { id: "what-changed", aliases: [], group: "ASK", summary: "What changed around a moment, the likeliest cause of an incident first" },
  { id: "blame", aliases: [], group: "ASK", summary: "Who last set each line of an object, like git blame" },
  { id: "history", aliases: [], group: "ASK", summary: "Every change of an object, field by field, before and after" },
  { id: "diff", aliases: [], group: "ASK", summary: "What differs between two versions of an object" },
  { id: "event", aliases: [], group: "ASK", summary: "One request to the API server, in words and in full" },
  { id: "query", aliases: [], group: "ASK", summary: "Rows of the log by a search and SQL, as in Simple Log Service" },
  { id: "dashboard", aliases: [], group: "ASK", summary: "The reports, timeline and queries as pages in the browser" },
  { id: "report overview", aliases: [], group: "REPORT", summary: "Overview: totals, trends and key events of the mesh" },
  {
    id: "report user",
    aliases: ["report operation-audit"],
    group: "REPORT",
    summary: "Operation Audit: what an account did; without a name, who did most",
  },
  {
    id: "report kinds",
    aliases: ["report operation-overview"],
    group: "REPORT",
    summary: "Operation Overview: what happened to each of the mesh's kinds",
  },
  {
    id: "report kind",
    aliases: ["report operation-details"],
    group: "REPORT",
    summary: "Operation Details: what was done with one kind; without a name, the kinds used most",
  },
  { id: "show", aliases: [], group: "GO BACK", summary: "An object as it was at a time" },
  {
    id: "restore",
    aliases: ["undelete"],
    group: "GO BACK",
    summary: "The manifest to bring an object back as it was; changes nothing itself",
  },
  { id: "ingest", aliases: [], group: "KEEP", summary: "Read audit logs into a store, which keeps them small and answers at once" },
  { id: "serve", aliases: [], group: "KEEP", summary: "Receive the API servers' audit webhooks into a store, and answer questions to it" },
  { id: "logs", aliases: [], group: "KEEP", summary: "Audit events as they come, a line each" },
  { id: "store status", aliases: [], group: "KEEP", summary: "What a store holds, from when to when, and where it has gaps" },
  { id: "store verify", aliases: [], group: "KEEP", summary: "Prove that nothing in a store was changed, removed or reordered" },
  { id: "store export", aliases: [], group: "KEEP", summary: "A store's events as an audit log again" },
  { id: "store compact", aliases: [], group: "KEEP", summary: "Join a store's small segments, and take away what is kept no longer" },
  { id: "store recreate", aliases: [], group: "KEEP", summary: "A new project for a mesh whose project was deleted or cannot be read" },
  { id: "use", aliases: [], group: "SET UP", summary: "Remember where the audit log is, so that --from is not needed" },
  { id: "kinds", aliases: [], group: "SET UP", summary: "The kinds known, with their short names" },
  { id: "completion", aliases: [], group: "SET UP", summary: "Completion for bash, zsh, fish or PowerShell" },
  { id: "version", aliases: [], group: "SET UP", summary: "The versions of this plugin, its results and its Node" },
];

/** The command that words begin with, of one word or two, and the words after it; null when there is none. */
export const commandIn = ([first = "", second = "", ...rest]: readonly string[]): { entry: CommandEntry; words: string[] } | null => {
  const two = commandNamed(`${first} ${second}`);
  if (two !== null) return { entry: two, words: rest };
  const one = commandNamed(first);
  return one === null ? null : { entry: one, words: second === "" && rest.length === 0 ? [] : [second, ...rest] };
};

/** The command of a name or an alias; null when there is none. */
const commandNamed = (name: string): CommandEntry | null =>
  commandList.find(({ id, aliases }) => id === name || aliases.includes(name)) ?? null;

/** The first words of commands of two words. */
export const topics = [...new Set(commandList.flatMap(({ id }) => (id.includes(" ") ? [id.split(" ")[0] ?? ""] : [])))];

/** The commands of two words that begin with one. */
export const commandsOf = (topic: string): CommandEntry[] => commandList.filter(({ id }) => id.startsWith(`${topic} `));

/** The names that a person may type. */
export const commandNames = commandList.flatMap(({ id, aliases }) => [id, ...aliases]);
