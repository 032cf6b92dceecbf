import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../../packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");

/** The totals of `kubectl meshaudit report …` on a log, as the built plugin counts them. */
export const reportTotals = (log: string, ...words: string[]): { [total: string]: number } => {
  const env = { PATH: process.env["PATH"], HOME: "/nonexistent", TZ: "UTC" };
  const output = execFileSync(process.execPath, [program, "report", ...words, "--from", log, "-o", "json"], { env, encoding: "utf8" });
  return (JSON.parse(output) as { totals: { [total: string]: number } }).totals;
};
