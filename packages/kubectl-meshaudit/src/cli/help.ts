import type { Command } from "@oclif/core/command";
import type { Config } from "@oclif/core/config";
import { CommandHelp } from "@oclif/core/help";
import { commandTable, type CommandEntry } from "./command-table.ts";
import { padTo, wrap } from "../terminal/width.ts";

/** How help is laid out. */
export interface HelpOptions {
  width: number;
}

const groups = ["ASK", "GO BACK", "SET UP"] as const;

const commandLines = (group: string, width: number): string[] => {
  const longest = Math.max(...commandTable.map(({ id }) => id.length));
  const margin = " ".repeat(longest + 4);
  const shown = commandTable.filter((entry) => entry.group === group);
  return shown.flatMap(({ id, summary }) => {
    const [first = "", ...rest] = wrap(summary, width - margin.length);
    return [`  ${padTo(id, longest)}  ${first}`, ...rest.map((line) => margin + line)];
  });
};

/** The help of the program as a whole. */
export const rootHelp = ({ width }: HelpOptions): string =>
  [
    ...wrap("Who changed your Istio mesh, when, from where, and from what to what, from the Kubernetes audit log.", width),
    "",
    "USAGE",
    "  $ kubectl meshaudit COMMAND [flags]",
    ...groups.flatMap((group) => ["", group, ...commandLines(group, width)]),
    "",
    "BEGIN WITH",
    "  $ kubectl meshaudit who-changed vs/reviews --from audit.log",
    "  $ kubectl meshaudit use audit.log",
    "  $ kubectl meshaudit COMMAND --help",
    "",
    ...wrap("Without an audit log, the live objects' managedFields answer what they can.", width),
    "",
  ].join("\n");

/** A command as oclif's help wants it: with the flags that all commands take. */
const described = ({ id, aliases }: CommandEntry, command: Command.Class): Command.Loadable => ({
  id,
  aliases,
  args: command.args,
  flags: { ...command.flags, ...command.baseFlags },
  examples: command.examples,
  usage: command.usage,
  strict: command.strict,
  hidden: false,
  hiddenAliases: [],
  load: async () => command,
});

const connection = "kubectl's connection flags (--context, --kubeconfig, --as, --token and so on) work as in kubectl: see kubectl options.";

/** The help of one command: what it answers, what to type, examples, flags. */
export const commandHelp = async (entry: CommandEntry, config: Config, { width }: HelpOptions): Promise<string> => {
  const command = (await entry.load()).default;
  const section = (name: string): string =>
    new CommandHelp(described(entry, command), config, { maxWidth: width, sections: [name] }).generate();
  const sections = [section("usage"), section("aliases"), section("examples"), section("flags")].filter((text) => text !== "");
  const text = [`${entry.summary}.`, ...(command.description === undefined ? [] : ["", command.description])];
  const also = "baseFlags" in command ? ["", ...wrap(connection, width)] : [];
  return [...text.flatMap((line) => wrap(line, width)), "", sections.join("\n\n"), ...also, ""].join("\n");
};
