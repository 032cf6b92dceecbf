import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const gnuTime = "/usr/bin/time";

/** Wall time of a command in ms. Throws when it fails, as a fast failure is no result. */
function once(command: readonly string[]): number {
  const [program = "", ...args] = command;
  const started = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 26 });
  const ms = performance.now() - started;
  if (error !== undefined || status !== 0)
    throw new Error(`${command.join(" ")} failed: ${error?.message ?? String(stderr).slice(0, 400)}`);
  return ms;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Medians of the wall times of some commands in ms. They take turns, so that whatever else the machine does falls on all alike; a
 * first round that warms the caches does not count.
 */
export function race(commands: readonly (readonly string[])[], rounds: number): number[] {
  const times = commands.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, command] of commands.entries()) {
      const ms = once(command);
      if (round > 0 || rounds === 0) times[index]?.push(ms);
    }
  }
  return times.map(median);
}

/** The most memory that a command has in use, in bytes; null where there is no GNU time to tell. */
export function peakMemory(command: readonly string[]): number | null {
  if (!existsSync(gnuTime)) return null;
  const { stderr, status } = spawnSync(gnuTime, ["-v", ...command], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  const kib = /Maximum resident set size \(kbytes\): (\d+)/.exec(stderr)?.[1];
  return status === 0 && kib !== undefined ? Number(kib) * 1024 : null;
}
