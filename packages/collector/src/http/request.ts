import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../access/identify.ts";
import { Refusal } from "./refusal.ts";

/** A request on its way through the collector. */
export interface Request {
  message: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** The parts of its path, decoded. */
  path: readonly string[];
  parameters: URLSearchParams;
  caller: Caller;
  /** The caller's address. */
  address: string;
  /** When its headers were read, by `elapsed`. */
  since: number;
}

const longestTarget = 16 * 1024;

/** The parts of a request's target. Throws Refusal `bad-request` unless it is a plain path, which no proxy and no server takes for another. */
export const targetOf = (target: string): Pick<Request, "path" | "parameters"> => {
  const wrong = new Refusal("bad-request", "the request's target is no plain path");
  if (!target.startsWith("/") || target.length > longestTarget || /[^\x21-\x7e]|[#\\]/.test(target)) throw wrong;
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  try {
    const parts = path
      .slice(1)
      .split("/")
      .map((part) => decodeURIComponent(part));
    if (parts.length > 1 && parts.at(-1) === "") parts.pop();
    return { path: parts, parameters: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)) };
  } catch {
    throw wrong;
  }
};

/** Holds a request to its methods. Throws Refusal `wrong-method`. */
export const demandMethod = ({ method }: Pick<Request, "method">, ...allowed: readonly string[]): void => {
  if (!allowed.includes(method)) throw new Refusal("wrong-method", `this takes ${allowed.join(" or ")}`);
};

/** Holds a request's body to media types. Throws Refusal `wrong-type`. */
export const demandType = ({ message }: Pick<Request, "message">, ...allowed: readonly string[]): void => {
  const type = (message.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!allowed.includes(type)) throw new Refusal("wrong-type", `the body's content-type is not ${allowed.join(" or ")}`);
};
