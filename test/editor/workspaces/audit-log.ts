import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isMesh, own, ownAt } from "@meshaudit/core";
import { scenarioFolder } from "./files.ts";

export interface LogTimes {
  /** When the last change of a mesh's object is to have happened, in milliseconds since 1970. */
  newest: number;
  /** How many times longer everything is to have taken. A scenario's script took seconds for what takes people a day. */
  stretch: number;
}

const timestamp = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z/g;

/**
 * The audit log of a scenario up to the last change of a mesh's object, with all of its times moved so that ages can be told: "3 hours
 * ago" stays true however old the scenario grows. The order of all times stays as it was.
 */
export const auditLog = (scenario: string, { newest, stretch }: LogTimes): string => {
  const lines = gunzipSync(readFileSync(join(scenarioFolder(scenario), "audit.log.gz")))
    .toString("utf8")
    .trimEnd()
    .split("\n");
  const last = lines.findLastIndex(changesMesh);
  const end = microseconds(String(own(JSON.parse(lines[last] ?? "{}"), "stageTimestamp")));
  const text = lines.slice(0, last + 1).join("\n");
  const moved = (time: string): bigint => BigInt(newest) * 1000n - (end - microseconds(time)) * BigInt(stretch);
  return `${text.replace(timestamp, (time, _, fraction: string | undefined) => format(moved(time), fraction !== undefined))}\n`;
};

const changesMesh = (line: string): boolean => {
  const event: unknown = JSON.parse(line);
  const reads = ["get", "list", "watch"].includes(String(own(event, "verb")));
  const status = ownAt(event, "responseStatus", "code");
  return !reads && typeof status === "number" && status < 300 && isMesh({ group: String(ownAt(event, "objectRef", "apiGroup")) });
};

const microseconds = (time: string): bigint => {
  const [, seconds = "", fraction = ""] = new RegExp(timestamp.source).exec(time) ?? [];
  return BigInt(Date.parse(`${seconds}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
};

const format = (time: bigint, withFraction: boolean): string => {
  const seconds = new Date(Number(time / 1000n)).toISOString().slice(0, 19);
  return withFraction ? `${seconds}.${String(time % 1_000_000n).padStart(6, "0")}Z` : `${seconds}Z`;
};
