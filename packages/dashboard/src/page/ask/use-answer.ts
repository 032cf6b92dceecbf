import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../../protocol/api.ts";
import { recentAnswers } from "./recent-answers.ts";
import { ask, Refused, useTransport, type Question } from "./transport.ts";

/** Where an answer stands. The last one stays while the next is on its way. */
export interface AnswerState<T> {
  answer: T | null;
  error: ApiError | null;
  loading: boolean;
}

const errorOf = (error: unknown): ApiError =>
  error instanceof Refused ? error.error : { code: "internal", message: String(error), hint: "load the page again", at: null };

const recent = recentAnswers();

/** Asks a question whenever it changes, and again at each new moment; null asks nothing. */
export const useAnswer = <T extends object>(question: Question | null, moment: number): AnswerState<T> => {
  const transport = useTransport();
  const key = question === null ? null : JSON.stringify([question.path, question.parameters.toString(), question.body]);
  const [state, setState] = useState<AnswerState<T> & { key: string | null }>({ answer: null, error: null, loading: key !== null, key });
  useEffect(() => {
    if (question === null || transport === null) return;
    const name = `${moment} ${key}`;
    const known = recent.find(name, performance.now());
    if (known !== null) return setState({ answer: known as T, error: null, loading: false, key });
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    ask<T>(transport, question, abort.signal).then(
      (answer) => {
        recent.keep(name, answer, performance.now());
        setState({ answer, error: null, loading: false, key });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ answer: null, error: errorOf(error), loading: false, key });
      },
    );
    return () => abort.abort();
  }, [transport, key, moment]);
  return state;
};
