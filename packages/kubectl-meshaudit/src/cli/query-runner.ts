import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseLength } from "@meshaudit/client";
import { MeshauditError, type QueryRunner, type SessionConfig } from "@meshaudit/core";
import { packageRoot } from "./package-root.ts";
import { packingThreads } from "./packing-threads.ts";

/** Rows beyond are cut: no person reads, and few programs take so much at once. */
const mostBytes = 256 << 20;
const memoryLimitMB = 1024;

/** The child gets nothing of this process's environment but what a Node needs to start. */
const childEnv = (): { [name: string]: string } =>
  Object.fromEntries(
    ["LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What a session stands on, where it is read here. Throws where a collector answers. */
export const readHere = (config: SessionConfig | null): SessionConfig => {
  if (config !== null) return config;
  throw new MeshauditError("argument-invalid", "a collector cannot be queried", {
    hint: "query its store where it lies, with --from FOLDER",
  });
};

/**
 * Does what runs queries, with what they are run with; `timeout` is a length of time as people type it. The scratch folder is taken away
 * afterwards, also when the process ends before.
 */
export const withQueryRunner = async <T>(timeout: string, task: (runner: QueryRunner) => Promise<T>): Promise<T> => {
  const millis = parseLength(timeout);
  const scratch = mkdtempSync(join(tmpdir(), "meshaudit-"));
  const remove = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    return await task({
      child: { command: process.execPath, args: [join(packageRoot(), "dist", "query-child.mjs")], env: childEnv() },
      scratch,
      threads: availableParallelism(),
      packing: packingThreads(),
      memoryLimitMB,
      millis,
      bytes: mostBytes,
    });
  } finally {
    remove();
    process.off("exit", remove);
  }
};
