import type { IncomingMessage, ServerResponse } from "node:http";
import { statusOf, type Refusal } from "./refusal.ts";

/** What is answered. */
export interface Reply {
  status: number;
  type: string;
  body: string | Buffer;
  /** Beside those that every reply has; they go before them. */
  headers?: { readonly [name: string]: string };
}

/** A reply of JSON. */
export const json = (status: number, value: unknown): Reply => ({ status, type: "application/json", body: JSON.stringify(value) });

/** A reply of one line. */
export const line = (status: number, text: string): Reply => ({ status, type: "text/plain; charset=utf-8", body: `${text}\n` });

/** The reply to a request that is refused. */
export const replyTo = ({ reason, message }: Refusal): Reply => json(statusOf(reason), { error: { code: reason, message, hint: null } });

/** Seconds until a refused request may be tried again. An API server waits for as long as it says, or longer. */
const retryAfter = "1";

/**
 * Writes a reply. `last`: the connection ends with it. Who takes nothing of it for `stall` ms is cut. When the request's body was not read to
 * its end, the rest is thrown away for a while before the connection ends: cutting it at once could take the reply along.
 */
export const send = (message: IncomingMessage, response: ServerResponse, reply: Reply, last: boolean, stall: number): void => {
  if (response.headersSent || response.destroyed) return;
  const { status, type, body, headers } = reply;
  response.setTimeout(stall, () => response.destroy());
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    // Nothing here is for a browser to keep, to guess at or to show.
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="meshaudit"' } : {}),
    ...(status === 503 ? { "retry-after": retryAfter } : {}),
    ...(last || !message.complete ? { connection: "close" } : {}),
  });
  if (message.complete || message.method === "HEAD") {
    response.end(message.method === "HEAD" ? "" : body);
    return;
  }
  response.write(body);
  throwAway(message, () => response.end());
};

/** So much of a body that is not wanted is taken, and for so long. ms */
const mostBytes = 4 * 1024 * 1024;
const longest = 2000;

const throwAway = (message: IncomingMessage, done: () => void): void => {
  let bytes = 0;
  const finish = (): void => {
    clearTimeout(timer);
    message.off("data", count);
    message.pause();
    done();
  };
  const timer = setTimeout(finish, longest);
  const count = (block: Buffer): void => {
    bytes += block.length;
    if (bytes > mostBytes) finish();
  };
  message.on("data", count).once("end", finish).once("close", finish);
  message.resume();
};
