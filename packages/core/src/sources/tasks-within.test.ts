import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { eventOf } from "../testing/events.ts";
import { scanTasks } from "./scan-task.ts";
import { tasksWithin } from "./tasks-within.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-within-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hour = 3600;
const start = Date.parse("2026-11-24T12:00:00Z");

/** A log with one event an hour, each in a stretch of its own. */
const tasksOf = (name: string, hours: readonly number[]) => {
  const lines = hours.map(
    (at) => `${JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOf({ verb: "get", at: at * hour }) })}\n`,
  );
  const path = join(folder, name);
  writeFileSync(path, lines.join(""));
  const size = lines.join("").length;
  return scanTasks(name, { path, compression: "none", documents: false, size }, Math.ceil(size / hours.length) + 8);
};

const kept = (name: string, hours: readonly number[], from: number | null, to: number | null): number[] => {
  const tasks = tasksOf(name, hours);
  const within = tasksWithin(tasks, from === null ? null : start + from * hour * 1000, to === null ? null : start + to * hour * 1000);
  return within.tasks.map((task) => tasks.indexOf(task));
};

describe("the stretches of a log that a time needs", () => {
  const hours = [0, 1, 2, 3, 4, 5, 6, 7];

  it("are all when the time is open", () => {
    expect(kept("open.log", hours, null, null)).toHaveLength(tasksOf("open.log", hours).length);
  });

  it("are those that reach into it", () => {
    const all = tasksOf("window.log", hours).length;
    const few = kept("window.log", hours, 3, 4);
    expect(few.length).toBeLessThan(all - 2);
    expect(few.length).toBeGreaterThan(0);
    expect(kept("window.log", hours, 6, null).at(-1)).toBe(all - 1);
    expect(kept("window.log", hours, null, 1)[0]).toBe(0);
  });

  it("are all when a clock was set back, as order then tells nothing", () => {
    const jumped = [0, 5, 6, 1, 2, 3, 4, 7];
    expect(kept("jumped.log", jumped, 3, 3)).toHaveLength(tasksOf("jumped.log", jumped).length);
  });

  it("come with the times of the whole file", () => {
    expect(tasksWithin(tasksOf("times.log", hours), start, start).times).toEqual([
      eventOf({ verb: "get", at: 0 }).stageTimestamp,
      eventOf({ verb: "get", at: 7 * hour }).stageTimestamp,
    ]);
  });
});
