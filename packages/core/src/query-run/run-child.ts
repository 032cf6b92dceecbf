import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { MeshauditError } from "../model/error.ts";
import type { JsonValue } from "../model/json.ts";
import type { ChildTask, FromChild } from "./child-task.ts";

/** How the child process is started. */
export interface QueryChild {
  /** A Node. */
  command: string;
  /** The entry file last. */
  args: readonly string[];
  /** All of its environment. */
  env: { readonly [name: string]: string };
}

/** What came of a task. */
export interface ChildAnswer {
  rows: JsonValue[][];
  cut: "rows" | "bytes" | null;
  count: number | null;
}

/** The tables could not be opened, which is not the query's fault. */
export class TablesUnread extends Error {
  constructor(message: string) {
    super(message);
    this.name = "TablesUnread";
  }
}

/** How much of what a failing process says is repeated. */
const mostSaid = 2000;

const tooLarge = (memoryMB: number): MeshauditError =>
  new MeshauditError("query-stopped", `the query needs more than ${memoryMB} MB of memory, and was stopped`, {
    hint: "ask about a shorter time with --since and --until, group by fewer values, or select fewer columns",
  });

const tooSlow = (millis: number): MeshauditError =>
  new MeshauditError("query-stopped", `the query took longer than ${millis / 1000} seconds, and was stopped`, {
    hint: "ask about a shorter time with --since and --until, or give it longer with --timeout",
  });

const failure = ({ at, why, message }: FromChild & { kind: "failed" }, memoryMB: number): Error => {
  if (why === "memory") return tooLarge(memoryMB);
  if (at === "opening") return new TablesUnread(message);
  const [first = message] = message.split("\n\n");
  return new MeshauditError("query-invalid", `the query cannot be answered: ${first}`);
};

/**
 * Has a child process do a task. It is killed when it takes longer than `millis` from when its tables are open, or when the signal aborts.
 *
 * @throws MeshauditError `query-stopped` at a bound of time or memory, `query-invalid` for what the engine refuses; TablesUnread; the
 * signal's reason.
 */
export const runChild = (child: QueryChild, task: ChildTask, millis: number, signal?: AbortSignal): Promise<ChildAnswer> =>
  new Promise((resolve, reject) => {
    const running = spawn(child.command, [...child.args], { env: { ...child.env }, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    const rows: JsonValue[][] = [];
    let said = "";
    let timer: NodeJS.Timeout | null = null;
    let done = false;
    const end = (settle: () => void): void => {
      if (done) return;
      done = true;
      if (timer !== null) clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      running.kill("SIGKILL");
      settle();
    };
    const onAbort = (): void => end(() => reject(signal?.reason as Error));
    const hear = (message: FromChild): void => {
      if (message.kind === "ready") timer = setTimeout(() => end(() => reject(tooSlow(millis))), millis);
      else if (message.kind === "rows") for (const row of message.rows) rows.push(row);
      else if (message.kind === "end") end(() => resolve({ rows, cut: message.cut, count: message.count }));
      else end(() => reject(failure(message, task.memoryLimitMB)));
    };
    signal?.addEventListener("abort", onAbort);
    running.on("error", (error) => end(() => reject(error)));
    running.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-mostSaid)));
    createInterface({ input: running.stdout }).on("line", (line) => {
      if (!done) hear(JSON.parse(line) as FromChild);
    });
    // All that it said was heard by then.
    running.on("close", (code, how) =>
      end(() => {
        // Killed by another, as the system does when memory is short, or out of its own.
        const isMemory = how === "SIGKILL" || how === "SIGABRT" || code === 134 || said.includes("heap out of memory");
        reject(isMemory ? tooLarge(task.memoryLimitMB) : new Error(`the query's process ended (${how ?? code}): ${said}`));
      }),
    );
    // It may be gone before it has read all.
    running.stdin.on("error", () => {});
    running.stdin.end(JSON.stringify(task));
    if (signal?.aborted === true) onAbort();
  });
