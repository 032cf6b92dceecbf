import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The repository's root. */
export const root = resolve(import.meta.dirname, "../..");

/** A real log of a bookshop's mesh. */
export const bookshop = join(root, "test/scenarios/bookshop/audit.log.gz");

/** `kubectl meshaudit dashboard`, running. */
export interface ServedDashboard {
  /** The address as it was printed, with its token. */
  url: string;
  /** The same without the token. */
  base: string;
  /** Interrupts it as Ctrl-C does; gives its exit status. */
  stop(): Promise<number | null>;
}

const program = join(root, "packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");

/** Starts the command as it was built, on a log, with no configuration of this machine. */
export const serveDashboard = async (from: string): Promise<ServedDashboard> => {
  const home = mkdtempSync(join(tmpdir(), "meshaudit-home-"));
  const child = spawn(process.execPath, [program, "dashboard", "--no-open", "--from", from], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: home, TMPDIR: process.env["TMPDIR"], TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (text) => (errors += text));
  const exited = once(child, "exit");
  const url = await new Promise<string>((done, fail) => {
    child.stdout.once("data", (text) => done(String(text).trim()));
    exited.then(() => fail(new Error(`the dashboard ended: ${errors}`)), fail);
  });
  return {
    url,
    base: url.slice(0, url.indexOf("#")),
    async stop() {
      child.kill("SIGINT");
      const [status] = (await exited) as [number | null];
      rmSync(home, { recursive: true });
      return status;
    },
  };
};
