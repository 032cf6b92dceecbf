import type { CommandDescriptions, FlagDescription } from "../cli/command-description.ts";
import { commandIn, commandList, commandsOf, topics } from "../cli/command-list.ts";
import {
  filesOnly,
  flagCandidates,
  kindCandidates,
  listCandidates,
  objectCandidates,
  valueCandidates,
  type Candidate,
  type Completion,
  type Lookup,
} from "./candidates.ts";
import { shells } from "./shells.ts";
import { readTyped, type Typed } from "./typed.ts";

/** Makes a lookup for what was typed, when something has to be looked up. */
export type LookupFor = (typed: Typed) => Promise<Lookup>;

const userCandidates = async (last: string, lookup: Lookup): Promise<Completion> => listCandidates(bare(await lookup.users()), last);

const bare = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, description: "" }));

const commandCandidates = (): Candidate[] =>
  commandList
    .filter(({ id }) => !id.includes(" "))
    .flatMap(({ id, aliases, summary }) => [id, ...aliases].map((word) => ({ word, description: summary })))
    .concat(topics.map((word) => ({ word, description: topicSummary(word) })));

const topicSummary = (topic: string): string =>
  commandsOf(topic)
    .map(({ id }) => id.slice(topic.length + 1))
    .join(", ");

const helpFlag: FlagDescription = {
  name: "help",
  char: "h",
  summary: "what the command does, its flags and examples",
  value: null,
  repeatable: false,
  options: [],
  defaultValue: null,
  group: null,
  hidden: false,
};

const wordsOf = (command: string, typed: Typed, lookup: Lookup): Completion | Promise<Completion> => {
  if (command === "completion") return listCandidates(bare(shells), typed.last);
  if (command === "use" || command === "ingest") return filesOnly;
  if (command === "report user") return typed.words.length > 0 ? listCandidates([], typed.last) : userCandidates(typed.last, lookup);
  if (command === "report kind") return typed.words.length > 0 ? listCandidates([], typed.last) : kindCandidates(typed.last);
  if (
    command.startsWith("store ") ||
    ["what-changed", "event", "query", "report overview", "report kinds", "kinds", "version", "serve", "logs"].includes(command)
  )
    return listCandidates([], typed.last);
  return objectCandidates(typed, lookup);
};

/** Looks things up at the first need: most candidates need no lookup. */
const lazily = (make: () => Promise<Lookup>): Lookup => ({
  objects: async (type) => (await make()).objects(type),
  namespaces: async () => (await make()).namespaces(),
  users: async () => (await make()).users(),
  contexts: async () => (await make()).contexts(),
  queries: async () => (await make()).queries(),
});

/** Candidates for the last of the words that stand after the program's name. */
export const complete = async (argv: readonly string[], descriptions: CommandDescriptions, lookupFor: LookupFor): Promise<Completion> => {
  const [name = "", ...rest] = argv;
  if (rest.length === 0) return listCandidates(name.startsWith("-") ? bare(["--help", "--version"]) : commandCandidates(), name);
  if (topics.includes(name) && rest.length === 1) {
    return listCandidates(
      commandsOf(name).flatMap(({ id, aliases, summary }) =>
        [id, ...aliases].map((word) => ({ word: word.slice(name.length + 1), description: summary })),
      ),
      rest[0] ?? "",
    );
  }
  const found = commandIn(argv);
  const entry = found?.entry ?? null;
  const flags = entry === null ? undefined : descriptions[entry.id]?.flags;
  if (entry === null || flags === undefined) return listCandidates([], "");
  const typed = readTyped(found?.words ?? rest, flags);
  const lookup = lazily(() => lookupFor(typed));
  if (typed.valueOf !== null) return valueCandidates(typed.valueOf, typed.last, lookup);
  if (typed.last.startsWith("-")) return flagCandidates([...flags, helpFlag], typed);
  return wordsOf(entry.id, typed, lookup);
};
