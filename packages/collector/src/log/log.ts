import { safeJson } from "@meshaudit/client";

/** What a line of the log says beside its message. Never a token, never what an event holds. */
export interface LogFields {
  readonly [name: string]: string | number | boolean | null;
}

type Level = "info" | "warn" | "error";
type Say = (message: string, fields?: LogFields) => void;

/** Writes what happens, one line of JSON an event. */
export interface Log {
  info: Say;
  warn: Say;
  error: Say;
  /** For what strangers can cause as often as they like: of one kind, one line in ten seconds, with how many were left out before. */
  seldom(kind: string, level: Level, message: string, fields?: LogFields): void;
}

const longestText = 400;
const quiet = 10_000;

const bounded = (value: LogFields[string]): LogFields[string] =>
  typeof value === "string" && value.length > longestText ? `${value.slice(0, longestText)}…` : value;

/** A log that writes to a sink. Text that strangers wrote is bounded, and what could steer a terminal is escaped. */
export const createLog = (write: (line: string) => void, now: () => number): Log => {
  const said = new Map<string, { at: number; unsaid: number }>();
  const say =
    (level: Level): Say =>
    (message, fields = {}) => {
      const more = Object.entries(fields).map(([name, value]) => [name, bounded(value ?? null)] as const);
      write(safeJson(JSON.stringify({ level, time: new Date(now()).toISOString(), msg: message, ...Object.fromEntries(more) })));
    };
  const log = { info: say("info"), warn: say("warn"), error: say("error") };
  return {
    ...log,
    seldom(kind, level, message, fields = {}) {
      const last = said.get(kind);
      // A clock that was set back must not silence the log.
      if (last !== undefined && Math.abs(now() - last.at) < quiet) {
        last.unsaid++;
        return;
      }
      said.set(kind, { at: now(), unsaid: 0 });
      log[level](message, last === undefined || last.unsaid === 0 ? fields : { ...fields, unsaid: last.unsaid });
    },
  };
};

/** What is known of an error, for a line of the log: a bug's stack too. */
export const errorFields = (error: unknown): LogFields => {
  if (!(error instanceof Error)) return { error: String(error) };
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? { error: error.message, code } : { error: error.message, stack: error.stack ?? "" };
};
