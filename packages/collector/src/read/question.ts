import type { Answers } from "@meshaudit/core";
import * as v from "valibot";

/** One question that can be asked over the network: what its arguments must be, and how it is answered. */
export interface Question {
  /** The arguments, held to their types; throws valibot's error. Properties that are not known are left out. */
  with(args: unknown): (answers: Answers) => Promise<unknown>;
}

const question = <Schema extends v.GenericSchema>(
  schema: Schema,
  ask: (answers: Answers, args: v.InferOutput<Schema>) => Promise<unknown>,
): Question => ({
  with(args) {
    const checked = v.parse(schema, args);
    return (answers) => ask(answers, checked);
  },
});

const text = v.pipe(v.string(), v.maxLength(1024));
const maybeText = v.nullable(text);
/** ms since the epoch, within what a Date can hold. */
const time = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));
const maybeTime = v.nullable(time);

const pattern = v.object({ group: maybeText, resource: maybeText, namespace: maybeText, name: maybeText });
const patterns = v.pipe(v.array(pattern), v.maxLength(512));
const query = v.object({ patterns, labels: maybeText, from: maybeTime, to: maybeTime, by: maybeText, attempts: v.boolean() });
const range = v.variant("kind", [
  v.object({ kind: v.literal("last") }),
  v.object({ kind: v.literal("at"), at: time }),
  v.object({ kind: v.literal("between"), from: text, to: maybeText }),
]);
const moment = v.object({ at: time, from: time, to: time, namespace: maybeText, allKinds: v.boolean() });

const history = question(v.object({ query }), (answers, { query }) => answers.history(query));

/** The questions by the last part of their path. `who-changed` is what the command line calls a history. */
export const questions: ReadonlyMap<string, Question> = new Map([
  ["who-changed", history],
  ["history", history],
  ["histories", question(v.object({ query }), (answers, { query }) => answers.histories(query))],
  ["blame", question(v.object({ query, path: maybeText }), (answers, { query, path }) => answers.blame(query, path))],
  ["diff", question(v.object({ query, range }), (answers, { query, range }) => answers.diff(query, range))],
  ["states", question(v.object({ query, change: text }), (answers, { query, change }) => answers.states(query, change))],
  ["version", question(v.object({ query, at: time }), (answers, { query, at }) => answers.version(query, at))],
  ["restore", question(v.object({ query, at: maybeTime }), (answers, { query, at }) => answers.restore(query, at))],
  ["deleted", question(v.object({ query }), (answers, { query }) => answers.deleted(query))],
  ["what-changed", question(v.object({ moment }), (answers, { moment }) => answers.whatChanged(moment))],
  ["event", question(v.object({ auditID: text }), (answers, { auditID }) => answers.event(auditID))],
  ["names", question(v.object({ patterns }), (answers, { patterns }) => answers.names(patterns))],
]);

/** Where and what is wrong with the arguments of a question; null when an error is about something else. */
export const wrongArguments = (error: unknown): string | null => {
  if (!v.isValiError(error)) return null;
  const [issue] = error.issues;
  return `${v.getDotPath(issue) ?? "the arguments"}: ${issue.message.slice(0, 200)}`;
};
