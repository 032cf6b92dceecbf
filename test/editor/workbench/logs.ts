import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Workbench } from "./workbench.ts";

/** A log file: its path below the folder of all logs, and what is in it so far. */
export interface Log {
  path: string;
  text: string;
}

/** The log files of the server and its extension hosts, oldest session first. */
export const logs = ({ places }: Workbench): Log[] => {
  const folder = join(places.data, "logs");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".log"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
};

/** The log of the extension hosts, in which VS Code says what failed in an extension. */
export const extensionHostLog = (workbench: Workbench): string => textOf(logs(workbench), /(^|\/)remoteexthost\.log$/);

/** What the extension wrote to its output channel, as far as the channel's level lets it through; "" when it wrote nothing yet. */
export const outputChannel = (workbench: Workbench, name: string): string =>
  textOf(
    logs(workbench).filter(({ path }) => path.includes("exthost")),
    new RegExp(`(^|/)(\\d+-)?${name}\\.log$`),
  );

const textOf = (all: Log[], path: RegExp): string =>
  all
    .filter((log) => path.test(log.path))
    .map(({ text }) => text)
    .join("");
