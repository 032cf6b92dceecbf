// The entry of the process that answers a query: it takes a task from standard input and says what it finds, a JSON line each. It has
// no standing of its own: what it does not take is not asked for again.
import { stdin, stdout } from "node:process";
import { text } from "node:stream/consumers";
import { answerTask } from "./answer-task.ts";
import type { ChildTask } from "./child-task.ts";

const task = JSON.parse(await text(stdin)) as ChildTask;
await answerTask(task, (message) => stdout.write(`${JSON.stringify(message)}\n`));
