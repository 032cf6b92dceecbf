import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";

/** A server that runs until it is told to stop. */
export interface ServerProcess {
  /** Rejects as soon as the server ends on its own, with the end of its log; never resolves. */
  failed: Promise<never>;
  /** Asks it to stop, and kills it when it has not after `patience` ms. Resolves to its exit status, or the signal that ended it. */
  stop(patience?: number): Promise<string>;
}

/**
 * Starts a server. Whatever becomes of this process, kill -9 included, the server does not outlive it: a guard waits for the end of a
 * pipe that only this process holds.
 *
 * @param log the file that takes what it prints
 * @param env what differs from this process's environment
 */
export const startServer = (program: string, args: readonly string[], log: string, env: NodeJS.ProcessEnv = {}): ServerProcess => {
  const output = openSync(log, "a");
  const child = spawn(program, args, { stdio: ["ignore", output, output], env: { ...process.env, ...env } });
  closeSync(output);
  const guard = spawn("sh", ["-c", 'cat; kill -9 "$0"', String(child.pid)], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  const ended = once(child, "exit")
    .then(([code, signal]) => String(signal ?? code), String)
    .finally(() => guard.kill("SIGKILL"));
  let stopping = false;
  const failed = ended.then(async (how): Promise<never> => {
    if (stopping) return new Promise(() => {});
    throw new Error(`${program} ended (${how}):\n${readFileSync(log, "utf8").slice(-4000)}`);
  });
  failed.catch(() => {});
  return {
    failed,
    stop: async (patience = 10_000) => {
      stopping = true;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patience);
      const how = await ended;
      clearTimeout(timer);
      return how;
    },
  };
};
