// The entry of the process that answers queries: it takes a task from standard input, then questions, with the rows of changes before the
// first that needs them, and says what it finds, a JSON line each. It has no standing of its own: what it does not take is not asked for again.
import { createInterface } from "node:readline";
import { stdin, stdout } from "node:process";
import { answerTask } from "./answer-task.ts";
import type { AskedPlan, ChildTask, LineFile } from "./child-task.ts";

// Loading it takes as long as it takes until there is a task. Where that fails, the task tells.
import("@duckdb/node-api").catch(() => {});

const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();

let rows: LineFile | null = null;

const changes = (): LineFile => {
  if (rows === null) throw new Error("the rows of changes did not come");
  return rows;
};

const questions = async function* (): AsyncGenerator<AskedPlan> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    const message = JSON.parse(line.value) as AskedPlan | LineFile;
    if ("plan" in message) yield message;
    else rows = message;
  }
};

const first = await lines.next();
if (first.done !== true)
  await answerTask(JSON.parse(first.value) as ChildTask, changes, questions(), (message) => stdout.write(`${JSON.stringify(message)}\n`));
