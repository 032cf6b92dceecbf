import { padTo, wrap } from "../terminal/width.ts";
import type { CommandDescription, FlagDescription } from "./command-description.ts";
import { commandList, commandsOf, type CommandEntry } from "./command-list.ts";

const program = "kubectl meshaudit";
const groups = ["ASK", "REPORT", "GO BACK", "KEEP", "SET UP"] as const;

/** Two columns, the second one wrapped to the width. */
const columns = (rows: readonly (readonly [string, string])[], width: number): string[] => {
  const longest = Math.max(...rows.map(([left]) => left.length));
  const margin = " ".repeat(longest + 4);
  return rows.flatMap(([left, right]) => {
    const [first = "", ...rest] = wrap(right, Math.max(20, width - margin.length));
    return [`  ${padTo(left, longest)}  ${first}`.trimEnd(), ...rest.map((line) => margin + line)];
  });
};

/** The help of the program as a whole. */
export const rootHelp = (width: number): string =>
  [
    ...wrap("Who changed your Istio mesh, when, from where, and from what to what, from the Kubernetes audit log.", width),
    "",
    "USAGE",
    `  $ ${program} COMMAND [flags]`,
    ...groups.flatMap((group) => [
      "",
      group,
      ...columns(
        commandList.filter((entry) => entry.group === group).map(({ id, summary }) => [id, summary] as const),
        width,
      ),
    ]),
    "",
    "BEGIN WITH",
    `  $ ${program} who-changed vs/reviews --from audit.log`,
    `  $ ${program} use audit.log`,
    `  $ ${program} COMMAND --help`,
    "",
    ...wrap("Without an audit log, the live objects' managedFields answer what they can.", width),
    "",
  ].join("\n");

/** The help of commands that share their first word. */
export const topicHelp = (topic: string, width: number): string =>
  [
    "USAGE",
    `  $ ${program} ${topic} COMMAND [flags]`,
    "",
    "COMMANDS",
    ...columns(
      commandsOf(topic).map(({ id, summary }) => [id, summary] as const),
      width,
    ),
    ...alsoAs(commandsOf(topic).flatMap(({ aliases }) => aliases)),
    "",
    ...wrap(`Each with its flags and examples: ${program} ${commandsOf(topic)[0]?.id ?? topic} --help`, width),
    "",
  ].join("\n");

const alsoAs = (aliases: readonly string[]): string[] =>
  aliases.length === 0 ? [] : ["", "ALSO AS", ...aliases.map((alias) => `  $ ${program} ${alias}`)];

const flagRow = ({ name, char, summary, value, repeatable, defaultValue }: FlagDescription): [string, string] => [
  `${char === null ? "   " : `-${char},`} --${name}${value === null ? "" : ` ${value}`}${repeatable ? " …" : ""}`,
  summary + (defaultValue === null || defaultValue === "0" ? "" : ` (default ${defaultValue})`),
];

const flagSections = (flags: readonly FlagDescription[], width: number): string[] => {
  const shown = flags.filter(({ hidden }) => !hidden);
  const headings = [...new Set(shown.map(({ group }) => group))];
  return headings.flatMap((heading) => [
    "",
    heading === null ? "FLAGS" : `${heading} FLAGS`,
    ...columns(shown.filter(({ group }) => group === heading).map(flagRow), width),
  ]);
};

const connection = "kubectl's connection flags (--context, --kubeconfig, --as, --token and so on) work as in kubectl: see kubectl options.";

/** The help of one command: what it answers, what to type, examples, flags. */
export const commandHelp = ({ summary, aliases }: CommandEntry, description: CommandDescription, width: number): string =>
  [
    ...wrap(`${summary}.`, width),
    ...(description.description === null ? [] : ["", ...wrap(description.description, width)]),
    "",
    "USAGE",
    ...description.usage.map((usage) => `  $ ${program} ${usage}`),
    ...alsoAs(aliases),
    "",
    "EXAMPLES",
    ...description.examples.flatMap(({ description: what, command }, index) => [
      ...(index === 0 ? [] : [""]),
      `  # ${what}`,
      `  $ ${command}`,
    ]),
    ...flagSections(description.flags, width),
    ...(description.flags.some(({ name }) => name === "context") ? ["", ...wrap(connection, width)] : []),
    "",
  ].join("\n");
