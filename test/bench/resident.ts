import { readFileSync } from "node:fs";

/** Resident memory of this process in bytes: now (`VmRSS`), or the most it ever was (`VmHWM`). */
export const resident = (key: "VmRSS" | "VmHWM"): number =>
  Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) * 1024;

/** Bytes in MiB, rounded. */
export const mb = (bytes: number): number => Math.round(bytes / 2 ** 20);
