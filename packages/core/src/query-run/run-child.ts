import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { MeshauditError } from "../model/error.ts";
import type { JsonValue } from "../model/json.ts";
import type { AskedPlan, ChildTask, FromChild, LineFile } from "./child-task.ts";

/** How the child process is started. */
export interface QueryChild {
  /** A Node. */
  command: string;
  /** The entry file last. */
  args: readonly string[];
  /** All of its environment. */
  env: { readonly [name: string]: string };
}

/** What came of a question. */
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

/** Asks the tables, and gives the answers in the order of the questions. One call at a time. */
export type Ask = (questions: readonly AskedPlan[]) => Promise<ChildAnswer[]>;

/** Questions that were asked, and the answers so far. */
interface Asked {
  /** In the order in which they are told: those last that wait for the rows of `changes`. */
  questions: { question: AskedPlan; place: number }[];
  told: number;
  answers: ChildAnswer[];
  rows: JsonValue[][];
  resolve: (answers: ChildAnswer[]) => void;
}

const inTurn = (questions: readonly AskedPlan[]): Asked["questions"] =>
  questions.map((question, place) => ({ question, place })).toSorted((a, b) => Number(a.question.changes) - Number(b.question.changes));

/** The answers in the order of the questions. */
const inPlace = ({ questions, answers }: Asked): ChildAnswer[] =>
  answers
    .map((answer, at) => ({ answer, place: questions[at]?.place ?? at }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ answer }) => answer);

/**
 * Has a child process open a task's tables, and lets `use` ask them. The child is killed when that takes longer than `millis` from when
 * its tables are open, or from when it has what it waited for, when the signal aborts, and at the end.
 *
 * @param task what it opens; it starts meanwhile.
 * @param changes the rows that questions may wait for; null where none does.
 * @throws MeshauditError `query-stopped` at a bound of time or memory, `query-invalid` for what the engine refuses, `config-invalid` for
 * a file of `places`; TablesUnread; the signal's reason; what `use` throws.
 */
export const withChild = <T>(
  child: QueryChild,
  task: Promise<ChildTask>,
  changes: Promise<LineFile> | null,
  millis: number,
  use: (ask: Ask) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const running = spawn(child.command, [...child.args], { env: { ...child.env }, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    let asked: Asked | null = null;
    let said = "";
    let timer: NodeJS.Timeout | null = null;
    let done = false;
    let isOpen = false;
    let isWaiting = false;
    let hasChanges = changes === null;
    let memoryLimitMB = 0;
    const end = (settle: () => void): void => {
      if (done) return;
      done = true;
      stopClock();
      signal?.removeEventListener("abort", onAbort);
      running.kill("SIGKILL");
      settle();
    };
    const onAbort = (): void => end(() => reject(signal?.reason as Error));
    const tell = (message: ChildTask | LineFile | AskedPlan): void => void running.stdin.write(`${JSON.stringify(message)}\n`);
    const ask: Ask = (questions) =>
      questions.length === 0
        ? Promise.resolve([])
        : new Promise((answered) => {
            asked = { questions: inTurn(questions), told: 0, answers: [], rows: [], resolve: answered };
            tellOn(asked);
          });
    /** Tells the questions that need not wait. What is waited for takes none of their time. */
    const tellOn = (all: Asked): void => {
      for (let next = all.questions[all.told]; next !== undefined; next = all.questions[all.told]) {
        if (next.question.changes && !hasChanges) break;
        tell(next.question);
        all.told++;
      }
      isWaiting = all.told === all.answers.length;
      if (isWaiting) stopClock();
    };
    const stopClock = (): void => {
      if (timer !== null) clearTimeout(timer);
    };
    const startClock = (): void => {
      timer = setTimeout(() => end(() => reject(tooSlow(millis))), millis);
    };
    const takeChanges = (file: LineFile): void => {
      if (done) return;
      tell(file);
      hasChanges = true;
      if (isOpen && isWaiting) startClock();
      if (asked !== null && asked.answers.length < asked.questions.length) tellOn(asked);
    };
    /** Asking need not wait for the tables: they are told of what comes when they are open. */
    const begin = (): void => {
      use(ask).then(
        (value) => end(() => resolve(value)),
        (error: unknown) => end(() => reject(error as Error)),
      );
    };
    const hear = (message: FromChild): void => {
      if (message.kind === "ready") {
        isOpen = true;
        if (!isWaiting) startClock();
      } else if (message.kind === "rows") for (const row of message.rows) asked?.rows.push(row);
      else if (message.kind === "unusable")
        end(() => reject(new MeshauditError("config-invalid", message.message, message.hint === null ? {} : { hint: message.hint })));
      else if (message.kind === "failed") end(() => reject(failure(message, memoryLimitMB)));
      else if (asked !== null) {
        asked.answers.push({ rows: asked.rows, cut: message.cut, count: message.count });
        asked.rows = [];
        if (asked.answers.length === asked.questions.length) asked.resolve(inPlace(asked));
        else tellOn(asked);
      }
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
        reject(isMemory ? tooLarge(memoryLimitMB) : new Error(`the query's process ended (${how ?? code}): ${said}`));
      }),
    );
    // It may be gone before it has read all.
    running.stdin.on("error", () => {});
    const fail = (error: unknown): void => end(() => reject(error as Error));
    task.then((told) => {
      memoryLimitMB = told.memoryLimitMB;
      tell(told);
      if (!done) begin();
    }, fail);
    if (changes !== null) Promise.all([changes, task]).then(([file]) => takeChanges(file), fail);
    if (signal?.aborted === true) onAbort();
  });
