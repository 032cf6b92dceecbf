import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { inTurn, type InTurn, startDashboard, type Dashboard, type DashboardAnswers } from "@meshaudit/dashboard";
import { safeLines } from "@meshaudit/client";
import { answerQuery, answerReport, MeshauditError, type QueryRunner, type SessionConfig } from "@meshaudit/core";
import { writeErr, writeOut } from "../terminal/streams.ts";
import type { Work } from "./mesh-command.ts";
import { openAskedSession, type AskedSession, type SessionFlags } from "./open-asked-session.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { packageRoot } from "./package-root.ts";
import { withQueryRunner } from "./query-runner.ts";
import { systemRefusal } from "./system-error.ts";

/** The flags of `dashboard`. */
export interface DashboardFlags extends SessionFlags {
  port: number;
  "no-open": boolean;
  timeout: string;
}

/** Where the build puts the page's files. */
export const pageFolder = (): string => join(packageRoot(), "dist", "dashboard");

/** Reports and queries over what a session stands on, so many at once. */
export const logAnswers = (config: SessionConfig, runner: QueryRunner, turn: InTurn): NonNullable<DashboardAnswers["log"]> => ({
  report: (question, signal) => turn(signal, () => answerReport(question, until(config, signal), runner)),
  query: (question, signal) => turn(signal, () => answerQuery(question, until(config, signal), runner)),
});

/** Each takes all that this machine has, so that more at once would only be later. */
const atOnce = 2;

/** The same session, given up with the command or with whoever asks. */
const until = (config: SessionConfig, signal: AbortSignal): SessionConfig => {
  const { signal: own } = config.reading;
  return { ...config, reading: { ...config.reading, signal: own === undefined ? signal : AbortSignal.any([own, signal]) } };
};

const answersOf = ({ session, config, origin }: AskedSession, runner: QueryRunner): DashboardAnswers => ({
  mesh: config?.mesh ?? null,
  sources: config === null ? (origin.kind === "live" ? [] : origin.specs) : config.sources.map(({ name }) => name),
  session,
  log: config === null ? null : logAnswers(config, runner, inTurn(atOnce)),
  now: () => Date.now(),
});

const started = async (answers: DashboardAnswers, port: number): Promise<Dashboard> => {
  try {
    const onBug = (error: unknown): void => writeErr(safeLines(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return await startDashboard({ answers, folder: pageFolder(), port, random: (bytes) => randomBytes(bytes), onBug });
  } catch (error) {
    const refusal = systemRefusal(error);
    if (refusal === null || refusal.call !== "listen") throw error;
    throw new MeshauditError("argument-invalid", `127.0.0.1:${port} cannot be listened on: ${refusal.reason}`, {
      hint: "leave --port away: one that is free is taken",
      cause: error,
    });
  }
};

/** Serves the dashboard until it is interrupted. Throws MeshauditError for sources that cannot be read and a port that is taken. */
export const serveDashboard = async (flags: DashboardFlags, { signal, progress }: Work): Promise<void> => {
  const asked = await openAskedSession(flags, packageRoot(), progress, signal);
  if (asked.origin.kind === "live") {
    throw new MeshauditError("source-none", "there is no audit log to show", {
      hint: "name one with --from FILE, or for good with: kubectl meshaudit use FILE",
    });
  }
  await withQueryRunner(flags.timeout, async (runner) => {
    const dashboard = await started(answersOf(asked, runner), flags.port);
    await writeOut(`${dashboard.url}\n`);
    writeErr(["serving the dashboard on this machine; the address opens it once; Ctrl-C ends it"]);
    if (!flags["no-open"])
      await openInBrowser(dashboard.url, process.platform).catch((error: Error) => writeErr([`note: ${error.message}`]));
    await new Promise<void>((done) => {
      if (signal.aborted) done();
      signal.addEventListener("abort", () => done(), { once: true });
    });
    await dashboard.close();
  });
};
