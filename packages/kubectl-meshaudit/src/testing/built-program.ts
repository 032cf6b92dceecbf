import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../../..");

/** A real log of a small mesh. */
export const bookshopLog = join(root, "test/scenarios/bookshop/audit.log.gz");

/** How the program ended, and what it said. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A program that goes on until it is stopped. */
export interface Started {
  /** Resolves when it has said something on standard error; rejects when it ends before. */
  says(what: RegExp): Promise<RegExpMatchArray>;
  stop(): Promise<void>;
}

/** The built program in a home of its own, without a cluster and without a config. */
export interface BuiltProgram {
  /** Its home, and where it is started. */
  folder: string;
  run(args: readonly string[], options?: { input?: string; env?: { [name: string]: string } }): Promise<Ended>;
  start(args: readonly string[]): Started;
}

/** Starts the built program as a person or a script does. `npm test` builds it first. The folder is the caller's to remove. */
export const builtProgram = (name: string): BuiltProgram => {
  const folder = mkdtempSync(join(tmpdir(), `meshaudit-${name}-`));
  const program = join(root, "packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");
  const home = {
    PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
    TZ: "UTC",
  };
  return {
    folder,
    run: (args, { input = "", env = {} } = {}) =>
      new Promise((done, fail) => {
        const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: { ...home, ...env } });
        let [stdout, stderr] = ["", ""];
        child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.on("error", fail);
        child.on("close", (status) => done({ status, stdout, stderr }));
        child.stdin.on("error", () => {});
        child.stdin.end(input);
      }),
    start: (args) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: folder, env: home, stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      const ended = new Promise<void>((done) => child.once("close", () => done()));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
      return {
        says: (what) =>
          new Promise((found, fail) => {
            const look = (): void => {
              const match = what.exec(said);
              if (match !== null) found(match);
            };
            child.stderr.on("data", look);
            child.once("close", () => fail(new Error(said)));
            look();
          }),
        stop: async () => {
          child.kill("SIGTERM");
          await ended;
        },
      };
    },
  };
};
