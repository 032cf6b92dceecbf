import type { ApiReply } from "../../protocol/api.ts";
import type { FromPage, ToPage } from "../../protocol/editor-messages.ts";
import type { Transport } from "../ask/transport.ts";

const replyIn = (value: unknown): ToPage | null => {
  const message = value as Partial<ToPage> | null;
  return message?.type === "reply" && typeof message.id === "number" && typeof message.reply === "object" ? (message as ToPage) : null;
};

/** Questions of a page over messages to the editor that shows it. `hear` is told of each message that comes. */
export const editorTransport = (post: (message: FromPage) => void, hear: (listener: (value: unknown) => void) => void): Transport => {
  const waiting = new Map<number, (reply: ApiReply) => void>();
  let last = 0;
  hear((value) => {
    const message = replyIn(value);
    if (message === null) return;
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  return ({ path, parameters, body }, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const id = ++last;
      const onAbort = (): void => {
        waiting.delete(id);
        post({ type: "cancel", id });
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      waiting.set(id, (reply) => {
        signal.removeEventListener("abort", onAbort);
        resolve(reply);
      });
      post({ type: "ask", id, path, parameters: parameters.toString(), body });
    });
};
