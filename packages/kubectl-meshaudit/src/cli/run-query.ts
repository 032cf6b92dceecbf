import { readFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { parseTime, type Clock } from "@meshaudit/client";
import { answerQuery, MeshauditError, type Answer, type QueryQuestion, type QueryResult } from "@meshaudit/core";
import { markedPlace } from "../render/marked-place.ts";
import { writeErr } from "../terminal/streams.ts";
import type { Asking } from "./mesh-command.ts";
import { readHere, withQueryRunner } from "./query-runner.ts";
import { savedQuery } from "./saved-queries.ts";
import { systemRefusal } from "./system-error.ts";

/** The flags of `query`. */
export interface QueryFlags {
  filename?: string | undefined;
  saved?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  limit?: number | undefined;
  timeout: string;
  utc?: boolean;
}

const textOf = async (words: readonly string[], { filename, saved }: QueryFlags): Promise<string> => {
  const given = [
    ...(words.length > 0 ? ["as words"] : []),
    ...(filename === undefined ? [] : ["with -f"]),
    ...(saved === undefined ? [] : ["with --saved"]),
  ];
  if (given.length > 1)
    throw new MeshauditError("argument-invalid", `the query is given twice: ${given.join(" and ")}`, { hint: "leave one of them out" });
  if (saved !== undefined) return savedQuery(saved);
  if (filename === "-") return readAll(process.stdin);
  if (filename !== undefined) {
    return readFile(filename, "utf8").catch((error: unknown) => {
      throw new MeshauditError(
        "argument-invalid",
        `the query's file ${filename} cannot be read: ${systemRefusal(error)?.reason ?? String(error)}`,
        {
          hint: "check the path and its permissions",
          cause: error,
        },
      );
    });
  }
  if (words.length === 0) {
    throw new MeshauditError("argument-invalid", "query needs a query", {
      hint: `such as: kubectl meshaudit query 'verb: delete | SELECT "user.username", count(*) AS n GROUP BY "user.username"'`,
    });
  }
  return words.join(" ");
};

/** The IANA name of the zone that times of day are in. */
export const zoneName = ({ utc }: { utc?: boolean }): string => (utc === true ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The question that words and flags ask. */
export const questionOf = async (words: readonly string[], flags: QueryFlags, clock: Clock): Promise<QueryQuestion> => ({
  text: await textOf(words, flags),
  now: clock.now,
  from: flags.since === undefined ? null : parseTime(flags.since, clock),
  to: flags.until === undefined ? null : parseTime(flags.until, clock),
  timeZone: zoneName(flags),
  ...(flags.limit === undefined ? {} : { limit: flags.limit === 0 ? null : flags.limit }),
});

/** Runs a task and, where it fails at a place in a query, shows the place. */
export const showingPlace = async <T>(text: string, task: () => T | Promise<T>): Promise<T> => {
  try {
    return await task();
  } catch (error) {
    if (error instanceof MeshauditError && error.at !== null) writeErr(markedPlace(text, error.at));
    throw error;
  }
};

/**
 * Answers a query over what the flags name.
 *
 * @throws MeshauditError.
 */
export const runQuery = (question: QueryQuestion, { timeout }: QueryFlags, { config }: Asking): Promise<Answer<QueryResult>> => {
  const read = readHere(config);
  return withQueryRunner(timeout, (runner) => showingPlace(question.text, () => answerQuery(question, read, runner)));
};
