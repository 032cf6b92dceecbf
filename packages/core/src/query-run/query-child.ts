// The entry of the process that answers queries: it takes a task from standard input, then what the task waits for, then questions, and says what it finds, a JSON line
// each. It has no standing of its own: what it does not take is not asked for again.
import { createInterface } from "node:readline";
import { stdin, stdout } from "node:process";
import { answerTask } from "./answer-task.ts";
import type { AskedPlan, ChildTask, LineFile } from "./child-task.ts";

const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();

const changes = async (): Promise<LineFile> => {
  const line = await lines.next();
  if (line.done === true) throw new Error("the rows of changes did not come");
  return JSON.parse(line.value) as LineFile;
};

const questions = async function* (): AsyncGenerator<AskedPlan> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) yield JSON.parse(line.value) as AskedPlan;
};

const first = await lines.next();
if (first.done !== true)
  await answerTask(JSON.parse(first.value) as ChildTask, changes, questions(), (message) => stdout.write(`${JSON.stringify(message)}\n`));
