import { parseTime } from "@meshaudit/client";
import type { AuditEvent, LogQuery } from "@meshaudit/core";
import { patternsOf } from "../kubectl/object-query.ts";
import { logLine } from "../render/log-line.ts";
import type { ViewOptions } from "../render/view.ts";
import { writeErr, writeOut } from "../terminal/streams.ts";
import type { Asking } from "./mesh-command.ts";

/** The flags of `logs`. */
export interface LogFlags {
  since?: string | undefined;
  until?: string | undefined;
  by?: string | undefined;
  verb?: string[] | undefined;
  failed?: boolean;
  denied?: boolean;
  writes?: boolean;
  watch?: boolean;
  limit?: number | undefined;
  output?: string;
  namespace?: string | undefined;
}

/** How many are shown unless asked otherwise. */
const usualLimit = 100;
/** How often a growing log is looked at, ms. */
const pollEvery = 500;

/** Prints the events that are asked for, and those that come where that is asked. */
export const followLog = async (words: readonly string[], flags: LogFlags, asking: Asking, options: ViewOptions): Promise<void> => {
  const { session, clock, namespace, signal } = asking;
  const anyKind = { group: null, resource: null, namespace, name: null };
  const query: LogQuery = {
    objects: words.length > 0 ? patternsOf(words, namespace) : namespace === null ? [] : [anyKind],
    from: flags.since === undefined ? null : parseTime(flags.since, clock),
    to: flags.until === undefined ? null : parseTime(flags.until, clock),
    by: flags.by ?? null,
    verbs: flags.verb ?? [],
    outcome: flags.denied === true ? "denied" : flags.failed === true ? "failed" : "any",
    writesOnly: flags.writes === true,
  };
  const limit = flags.limit ?? usualLimit;
  const asJson = flags.output === "json";
  let told = 0;
  const tell = (events: readonly AuditEvent[]): Promise<void> => {
    told += events.length;
    return writeOut(events.map((event) => `${asJson ? JSON.stringify(event) : logLine(event, options)}\n`).join(""));
  };
  const how = { last: limit === 0 ? null : limit, follow: flags.watch === true, pollEvery };
  const report = await session.log(query, how, tell, signal);
  if (report?.mayHideAnswer === true) process.exitCode = 3;
  if (told === 0 && flags.watch !== true) writeErr([`no such event in ${report?.sources.join(", ") ?? "the log"}`]);
};
