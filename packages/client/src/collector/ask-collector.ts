import type { Agent, RequestOptions } from "node:https";
import { isObject, own, textAt, errorCodes, MeshauditError, parseJson, type ErrorCode, type JsonValue } from "@meshaudit/core";

/** How a collector is reached. */
export interface CollectorPlace {
  /** Such as `https://collector.example.com:8443`; plain HTTP on this machine only. */
  url: string;
  /** A token for reading; null: none, as on this machine where none may be asked for. */
  token: string | null;
  /** What certificates are trusted, PEM; null: those that Node trusts. */
  ca: string | null;
  /** How long a question may take, ms. */
  timeout: number;
}

/** Sends a question to a path below the collector's URL, with its arguments when they are not null; gives the answer back as parsed JSON. */
export type AskCollector = (path: string, args: unknown) => Promise<JsonValue>;

interface Answered {
  status: number;
  text: string;
}

const longestAnswer = 512 * 1024 * 1024;

const unknownToken = Symbol("unknown token");

/** Whether a question failed because the collector asks for a token, or does not know the one that it was given. */
export const asksForToken = (error: unknown): boolean => error instanceof MeshauditError && error.cause === unknownToken;

const unreachable = (url: string, reason: string, hint: string, cause?: unknown): MeshauditError =>
  new MeshauditError("source-unreadable", `the collector ${url} ${reason}`, { hint, cause });

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);

const baseOf = (url: string): URL => {
  const invalid = (reason: string): MeshauditError =>
    new MeshauditError("argument-invalid", `${JSON.stringify(url)} is no collector's address: ${reason}`, {
      hint: "it is like https://collector.example.com:8443",
    });
  if (!URL.canParse(url)) throw invalid("it is no URL");
  const base = new URL(url);
  if (base.username !== "" || base.password !== "") throw invalid("a token is not part of the address");
  if (base.protocol === "https:" || (base.protocol === "http:" && isLoopback(base.hostname))) return base;
  throw invalid("it does not begin with https://");
};

const isCode = (code: string | null): code is ErrorCode => errorCodes.some((known) => known === code);

/** What a collector said instead of an answer. */
const errorOf = (url: string, status: number, answer: JsonValue): MeshauditError => {
  const [code, message, hint] = ["code", "message", "hint"].map((key) => textAt(own(answer, "error"), key));
  if (isCode(code ?? null) && message) return new MeshauditError(code as ErrorCode, message, hint ? { hint } : {});
  const said = message ? `: ${message}` : "";
  if (status === 401)
    return unreachable(url, "does not know the token", "give a token that the collector's file of credentials has", unknownToken);
  if (status === 403) return unreachable(url, `does not let this token ask${said}`, "ask with a token for reading, of this mesh");
  if (status === 503) return unreachable(url, `cannot answer now${said}`, "try again in a moment");
  if (status === 400)
    return unreachable(url, `does not understand the question${said}`, "it may be of another version: update the older one");
  if (code === "unknown-mesh")
    return unreachable(url, `does not have this mesh${said}`, "name one that it keeps the log of: https://…?mesh=NAME");
  return unreachable(
    url,
    `answered ${status}${said}`,
    "check the address: what listens there may be no collector, or one of another version",
  );
};

const failedOn = (url: string, error: Error & { code?: string }): MeshauditError => {
  const { code = "" } = error;
  if (/CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(code))
    return unreachable(url, `is not trusted (${code})`, "give the authority that its certificate is of, and the name it is for", error);
  return unreachable(url, `cannot be reached: ${error.message}`, "check the address, and that the collector is running", error);
};

/**
 * A way to ask a collector. Connections are kept for the next question, and keep no process alive.
 *
 * @throws MeshauditError `argument-invalid` for an address that is none, or that would send a token in the clear.
 */
export const askCollector = ({ url, token, ca, timeout }: CollectorPlace): AskCollector => {
  const base = baseOf(url);
  let agent: Agent | null = null;
  return async (path, args) => {
    const { Agent, request } = base.protocol === "https:" ? await import("node:https") : await import("node:http");
    agent ??= new Agent({ keepAlive: true, maxSockets: 8, ...(ca === null ? {} : { ca }) }) as Agent;
    const body = args === null ? "" : JSON.stringify(args);
    const options: RequestOptions = {
      method: args === null ? "GET" : "POST",
      agent,
      headers: {
        ...(args === null ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    };
    const target = new URL(`${base.pathname.replace(/\/+$/, "")}${path}`, base);
    const once = (): Promise<Answered> =>
      new Promise((resolve, reject) => {
        const asking = request(target, options, (response) => {
          const blocks: Buffer[] = [];
          let bytes = 0;
          response.on("data", (block: Buffer) => {
            blocks.push(block);
            bytes += block.length;
            if (bytes > longestAnswer) asking.destroy(new Error("its answer is too long"));
          });
          response.on("error", reject);
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(blocks).toString("utf8") }));
        });
        asking.setTimeout(timeout, () => asking.destroy(new Error(`no answer within ${Math.round(timeout / 1000)} s`)));
        // A connection that was kept may have been closed over there in the very moment.
        asking.on("error", (error: Error & { code?: string }) =>
          asking.reusedSocket && error.code === "ECONNRESET" ? resolve(once()) : reject(error),
        );
        asking.end(body);
      });
    const { status, text } = await once().catch((error: Error) => {
      throw failedOn(url, error);
    });
    let answer: JsonValue;
    try {
      answer = parseJson(text) as JsonValue;
    } catch {
      throw errorOf(url, status, null);
    }
    if (status !== 200) throw errorOf(url, status, answer);
    return answer;
  };
};

/** The meshes that a collector lets its caller ask about. Throws MeshauditError as a question does. */
export const meshesIn = (answer: JsonValue): string[] => {
  const meshes = isObject(answer) ? own(answer, "meshes") : undefined;
  return Array.isArray(meshes) ? meshes.filter((mesh) => typeof mesh === "string") : [];
};
