import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { parseLength, parseTime, type Clock } from "@meshaudit/client";
import { answerQuery, MeshauditError, type Answer, type QueryQuestion, type QueryResult, type QueryRunner } from "@meshaudit/core";
import { markedPlace } from "../render/marked-place.ts";
import { writeErr } from "../terminal/streams.ts";
import type { Asking } from "./mesh-command.ts";
import { packageRoot } from "./package-root.ts";
import { systemRefusal } from "./system-error.ts";

/** The flags of `query`. */
export interface QueryFlags {
  filename?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  limit?: number | undefined;
  timeout: string;
  utc?: boolean;
}

/** Rows beyond are cut: no person reads, and few programs take so much at once. */
const mostBytes = 256 << 20;
const memoryLimitMB = 1024;

const textOf = async (words: readonly string[], filename: string | undefined): Promise<string> => {
  if (filename !== undefined && words.length > 0)
    throw new MeshauditError("argument-invalid", "the query is given twice: as words and with -f", { hint: "leave one of them out" });
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

/** The question that words and flags ask. */
export const questionOf = async (words: readonly string[], flags: QueryFlags, clock: Clock): Promise<QueryQuestion> => ({
  text: await textOf(words, flags.filename),
  now: clock.now,
  from: flags.since === undefined ? null : parseTime(flags.since, clock),
  to: flags.until === undefined ? null : parseTime(flags.until, clock),
  timeZone: flags.utc === true ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone,
  ...(flags.limit === undefined ? {} : { limit: flags.limit === 0 ? null : flags.limit }),
});

/** The child gets nothing of this process's environment but what a Node needs to start. */
const childEnv = (): { [name: string]: string } =>
  Object.fromEntries(
    ["LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

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
export const runQuery = async (question: QueryQuestion, { timeout }: QueryFlags, { config }: Asking): Promise<Answer<QueryResult>> => {
  if (config === null) {
    throw new MeshauditError("argument-invalid", "a collector cannot be queried", {
      hint: "query its store where it lies, with --from FOLDER",
    });
  }
  const scratch = mkdtempSync(join(tmpdir(), "meshaudit-"));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once("exit", remove);
  const runner: QueryRunner = {
    child: { command: process.execPath, args: [join(packageRoot(), "dist", "query-child.mjs")], env: childEnv() },
    scratch,
    threads: availableParallelism(),
    memoryLimitMB,
    millis: parseLength(timeout),
    bytes: mostBytes,
  };
  try {
    return await showingPlace(question.text, () => answerQuery(question, config, runner));
  } finally {
    remove();
    process.off("exit", remove);
  }
};
