import { errorCode, safeText } from "@meshaudit/client";
import { MeshauditError, nearest } from "@meshaudit/core";
import type { Style } from "../terminal/style.ts";

/** What is printed of an error, and the exit status. */
export interface ErrorReport {
  /** For standard error. Empty: nothing to say. */
  lines: string[];
  status: number;
}

export interface ErrorContext {
  /** `-v` */
  verbosity: number;
  /** The command, for `COMMAND --help`; null before it is known. */
  command: string | null;
  /** Long flags that the command takes, for near ones. */
  flags: string[];
  style: Style;
}

/** A reader closed the pipe, such as `| head -1`: it has what it wanted. */
const isClosedPipe = (error: unknown): boolean => errorCode(error) === "EPIPE" || errorCode(error) === "ERR_STREAM_DESTROYED";

/** The errors of oclif's parser, in words like kubectl's. Their messages are all that tells them apart. */
const flagError = (message: string, { command, flags }: ErrorContext): { message: string; hint: string } => {
  const help = `kubectl meshaudit ${command === null ? "" : `${command} `}--help`;
  const [first = ""] = message.split("\n");
  const unknown = /^Nonexistent flags?: (.*)$/.exec(first)?.[1];
  if (unknown !== undefined) {
    const [name = ""] = unknown.split(", ");
    const typed = name.replace(/^-+/, "").replace(/=.*/s, "");
    const near = typed.length < 2 ? [] : nearest(typed, flags, 2).map((flag) => `--${flag}`);
    return { message: `unknown flag: ${name}`, hint: `${near.length > 0 ? `did you mean ${near.join(" or ")}? ` : ""}All flags: ${help}` };
  }
  const [, flag, reason = ""] = /^Parsing (--\S+) *\n\s*(.*)/.exec(message) ?? [];
  if (flag !== undefined) return { message: `${flag}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`, hint: `see ${help}` };
  return { message: first.replace(/^Expected --(\S+?)=(.*) to be one of: /, "--$1=$2 is none of "), hint: `see ${help}` };
};

const isFlagError = (error: unknown): error is Error => error instanceof Error && ("parse" in error || "oclif" in error);

const lines = (message: string, hint: string | null, style: Style): string[] => [
  `${style.high("error:")} ${safeText(message)}`,
  ...(hint === null ? [] : [`${style.low("hint:")} ${safeText(hint)}`]),
];

/** A bug: its stack helps whoever mends it, and nobody else. */
const bugReport = (error: unknown, { verbosity, style }: ErrorContext): ErrorReport => {
  const what = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? what) : what;
  const shown = verbosity >= 6 ? stack.split("\n").map(safeText) : [];
  return {
    lines: [
      ...lines(`this is a bug in meshaudit: ${what}`, verbosity >= 6 ? null : "run it again with -v 6 and report what it prints", style),
      ...shown,
    ],
    status: 1,
  };
};

/** What to say of an error, and with which status to exit. A person's mistake never shows a stack, a bug only with `-v 6`. */
export const reportError = (error: unknown, context: ErrorContext): ErrorReport => {
  if (isClosedPipe(error)) return { lines: [], status: 0 };
  if (error instanceof Error && error.name === "AbortError") return { lines: [], status: 130 };
  if (error instanceof MeshauditError) {
    const cause = context.verbosity >= 6 && error.cause instanceof Error ? [safeText(String(error.cause))] : [];
    return { lines: [...lines(error.message, error.hint, context.style), ...cause], status: 1 };
  }
  if (isFlagError(error)) {
    const { message, hint } = flagError(error.message, context);
    return { lines: lines(message, hint, context.style), status: 1 };
  }
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EIO") {
    return {
      lines: lines(`the output could not be written (${code}): only a part of it was`, "make room, or write it elsewhere", context.style),
      status: 1,
    };
  }
  return bugReport(error, context);
};
