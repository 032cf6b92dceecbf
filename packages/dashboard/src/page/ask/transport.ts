import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ApiError, ApiReply } from "../../protocol/api.ts";

/** A question to the server's API: a GET with parameters, or a POST with a body. */
export interface Question {
  path: string;
  parameters: URLSearchParams;
  /** null: a GET. */
  body: object | null;
}

/** How questions reach the server: over HTTP in a browser, by messages in an editor. */
export type Transport = (question: Question, signal: AbortSignal) => Promise<ApiReply>;

/** What the server refused, in its words. */
export class Refused extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(error.message);
    this.error = error;
  }
}

/** Questions of a page over its own origin. */
export const fetchTransport: Transport = async ({ path, parameters, body }, signal) => {
  const text = parameters.toString();
  const response = await fetch(`api/v1/${path}${text === "" ? "" : `?${text}`}`, {
    signal,
    credentials: "same-origin",
    ...(body === null ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as object };
};

/** Asks, and throws Refused where the answer is an error. */
export const ask = async <T extends object>(transport: Transport, question: Question, signal: AbortSignal): Promise<T> => {
  const { status, body } = await transport(question, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    const hint = "is its command still running? Start it again: kubectl meshaudit dashboard";
    throw new Refused({ code: "internal", message: "the dashboard does not answer", hint, at: null });
  });
  if (status === 200) return body as T;
  throw new Refused((body as { error: ApiError }).error);
};

const TransportContext = createContext<Transport | null>(null);

/** Hands the transport to the page below. */
export const TransportProvider = TransportContext.Provider;

/** The page's transport; null in a report that stands alone. */
export const useTransport = (): Transport | null => useContext(TransportContext);
