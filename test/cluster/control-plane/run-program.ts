import { spawn } from "node:child_process";

/** What a program did that ran to its end. */
export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** What it reads from standard input. */
  input?: string | undefined;
  env?: NodeJS.ProcessEnv | undefined;
}

/** Runs a program to its end without holding up this process, whose own servers may have to answer meanwhile. */
export const runProgram = async (program: string, args: readonly string[], { input = "", env }: RunOptions = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, timeout: 120_000, killSignal: "SIGKILL" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") }),
    );
    // A program need not read what it is given.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });

/** The same for a program that must do well. @throws Error with what it said on stderr. */
export const runWell = async (program: string, args: readonly string[], options?: RunOptions): Promise<Outcome> => {
  const outcome = await runProgram(program, args, options);
  if (outcome.status === 0) return outcome;
  throw new Error(`${program} ${args.join(" ")} failed (${outcome.status}): ${outcome.stderr || outcome.stdout}`);
};
