import { readdirSync, readFileSync } from "node:fs";
import type { Workbench } from "./workbench.ts";

/** The process id of the newest extension host of a workbench's server. Linux only, as it reads /proc. */
export const extensionHostPid = ({ server }: Workbench): number => {
  const below = descendants(server.process.pid ?? 0);
  const host = below.filter((pid) => read(pid, "cmdline").includes("--type=extensionHost")).at(-1);
  if (host === undefined) throw new Error("no extension host runs");
  return host;
};

/**
 * The memory of the extension host in MB, pages shared with other processes counted in part (PSS). Source: proc_pid_smaps(5).
 * Linux only.
 */
export const extensionHostMemory = (workbench: Workbench): number => {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(read(extensionHostPid(workbench), "smaps_rollup"))?.[1];
  if (kilobytes === undefined) throw new Error("the extension host's memory cannot be read");
  return Number(kilobytes) / 1024;
};

/** The processes below one, in the order in which they were started. */
const descendants = (root: number): number[] => {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const below = (pid: number): boolean => {
    for (let parent = parents.get(pid); parent !== undefined && parent > 0; parent = parents.get(parent)) if (parent === root) return true;
    return false;
  };
  return [...parents.keys()].filter(below).sort((a, b) => a - b);
};

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)$/m.exec(read(pid, "status"))?.[1] ?? 0);

/** "" for a process that is gone. */
const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
};
