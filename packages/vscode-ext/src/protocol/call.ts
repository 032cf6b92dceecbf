import { MeshauditError, type ErrorCode } from "@meshaudit/core";
import type { Questions, Tidings } from "./questions.ts";

/** What two threads talk through: a worker, or its parent's port. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

interface Failure {
  code: ErrorCode | null;
  message: string;
  hint: string | null;
  stack: string | null;
}

type ToAnalysis = { type: "ask"; id: number; name: keyof Questions; input: unknown } | { type: "cancel"; id: number };
type ToEditor =
  | { type: "answer"; id: number; output: unknown }
  | { type: "failure"; id: number; failure: Failure }
  | { type: "tidings"; name: keyof Tidings; value: unknown };

/** Asks one question. Rejects with a MeshauditError that a person can act on, with an Error for a bug, or with the signal's reason. */
export type Ask = <Name extends keyof Questions>(
  name: Name,
  input: Questions[Name][0],
  signal?: AbortSignal,
) => Promise<Questions[Name][1]>;

/** Who answers: one function a question. */
export type Answers = { [Name in keyof Questions]: (input: Questions[Name][0], signal: AbortSignal) => Promise<Questions[Name][1]> };

/** Tells something without being asked. */
export type Tell = <Name extends keyof Tidings>(name: Name, value: Tidings[Name]) => void;

/** What to do with what is told. */
export type Listeners = { [Name in keyof Tidings]: (value: Tidings[Name]) => void };

const failureOf = (error: unknown): Failure => {
  if (error instanceof MeshauditError) return { code: error.code, message: error.message, hint: error.hint ?? null, stack: null };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: null, message, hint: null, stack: stack ?? null };
};

const errorOf = ({ code, message, hint, stack }: Failure): Error => {
  if (code !== null) return new MeshauditError(code, message, hint === null ? {} : { hint });
  return Object.assign(new Error(message), stack === null ? {} : { stack });
};

/** The editor's end of a port. */
export const asker = (port: Port, listeners: Listeners): { ask: Ask; fail(error: Error): void } => {
  const waiting = new Map<number, { resolve(output: unknown): void; reject(error: unknown): void }>();
  let last = 0;
  const settle = (id: number, how: (one: { resolve(output: unknown): void; reject(error: unknown): void }) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one !== undefined) how(one);
  };
  port.on("message", (message) => {
    const said = message as ToEditor;
    if (said.type === "answer") settle(said.id, ({ resolve }) => resolve(said.output));
    else if (said.type === "failure") settle(said.id, ({ reject }) => reject(errorOf(said.failure)));
    else (listeners[said.name] as (value: unknown) => void)(said.value);
  });
  const ask = (name: keyof Questions, input: unknown, signal?: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = ++last;
      const onAbort = (): void => {
        port.postMessage({ type: "cancel", id } satisfies ToAnalysis);
        settle(id, (one) => one.reject(signal?.reason));
      };
      const done = (): void => signal?.removeEventListener("abort", onAbort);
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting.set(id, {
        resolve: (output) => (done(), resolve(output)),
        reject: (error) => (done(), reject(error)),
      });
      port.postMessage({ type: "ask", id, name, input } satisfies ToAnalysis);
    });
  return {
    ask: ask as Ask,
    fail(error) {
      for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
    },
  };
};

/** The analysis' end of a port: answers what comes. */
export const serve = (port: Port, answers: Answers): void => {
  const running = new Map<number, AbortController>();
  const say = (message: ToEditor): void => port.postMessage(message);
  port.on("message", (message) => {
    const asked = message as ToAnalysis;
    if (asked.type === "cancel") {
      running.get(asked.id)?.abort();
      return;
    }
    const { id, name, input } = asked;
    const controller = new AbortController();
    running.set(id, controller);
    const answer = answers[name] as (input: unknown, signal: AbortSignal) => Promise<unknown>;
    answer(input, controller.signal)
      .then(
        (output) => say({ type: "answer", id, output }),
        (error: unknown) => say({ type: "failure", id, failure: failureOf(error) }),
      )
      .finally(() => running.delete(id));
  });
};

/** How the analysis tells of what nobody asked. */
export const teller =
  (port: Port): Tell =>
  (name, value) =>
    port.postMessage({ type: "tidings", name, value } satisfies ToEditor);
