import { styleOf } from "../terminal/style.ts";
import { writeErr } from "../terminal/streams.ts";
import { wantsColour } from "../terminal/wants-colour.ts";
import { reportError } from "./report-error.ts";

/** The value of `-v`, also where the error came before flags were parsed. */
const verbosityIn = (words: readonly string[]): number => Number(/(?:^| )(?:-v|--v)(?:=| )?(\d+)(?: |$)/.exec(words.join(" "))?.[1] ?? 0);

/** Says on standard error what went wrong, and sets the exit status. */
export const printError = (
  error: unknown,
  words: readonly string[],
  { command, flags }: { command: string | null; flags: string[] },
): void => {
  const colour = wantsColour({ flag: "auto", env: process.env, isTerminal: process.stderr.isTTY });
  const { lines, status } = reportError(error, { verbosity: verbosityIn(words), command, flags, style: styleOf(colour) });
  writeErr(lines);
  // What could not be read may be why it went wrong.
  process.exitCode = status === 1 && process.exitCode === 3 ? 3 : status;
};
