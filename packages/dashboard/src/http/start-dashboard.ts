import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiReply } from "../protocol/api.ts";
import { answerApi } from "../server/answer-api.ts";
import type { DashboardAnswers } from "../server/dashboard-answers.ts";
import { refused } from "../server/error-reply.ts";
import { pageFiles, type PageFiles } from "./page-files.ts";
import { pageHeaders } from "./page-headers.ts";
import { foreign } from "./same-origin.ts";
import { createSessions, type Sessions } from "./sessions.ts";

/** What a dashboard is started with. */
export interface DashboardConfig {
  answers: DashboardAnswers;
  /** Where the build put the page's files. */
  folder: string;
  /** 0: any that is free. */
  port: number;
  random(bytes: number): Uint8Array;
  /** Told of what is a bug of the dashboard; its page says only that there was one. */
  onBug(error: unknown): void;
}

/** A dashboard that is there. */
export interface Dashboard {
  /** The address to open, with the token that opens it once. */
  url: string;
  close(): Promise<void>;
}

const longestBody = 256 * 1024;

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of request as AsyncIterable<Buffer>) {
    length += block.length;
    if (length > longestBody) return null;
    blocks.push(block);
  }
  try {
    return JSON.parse(Buffer.concat(blocks).toString("utf8"));
  } catch {
    return null;
  }
};

interface Served {
  config: DashboardConfig;
  files: PageFiles;
  sessions: Sessions;
  port: number;
}

const used = (): ApiReply =>
  refused(
    401,
    "session-needed",
    "this address was opened before, or in another browser: it opens the dashboard once",
    "end the command with Ctrl-C and start it again: kubectl meshaudit dashboard",
  );

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer, headers: object = {}): void => {
  response.writeHead(status, { ...pageHeaders, ...headers, "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(response.req.method === "HEAD" ? undefined : body);
};

const sendJson = (response: ServerResponse, { status, body }: ApiReply, headers: object = {}): void =>
  send(response, status, "application/json", JSON.stringify(body), headers);

const openSession = async (request: IncomingMessage, response: ServerResponse, { sessions }: Served): Promise<void> => {
  const body = await bodyOf(request);
  const token = typeof body === "object" && body !== null && "token" in body ? body.token : null;
  const cookie = typeof token === "string" ? sessions.open(token) : null;
  if (cookie === null) return sendJson(response, used());
  sendJson(response, { status: 200, body: {} }, { "Set-Cookie": cookie });
};

const serveApi = async (request: IncomingMessage, response: ServerResponse, url: URL, served: Served): Promise<void> => {
  const { method } = request;
  if (method !== "GET" && method !== "POST") return sendJson(response, refused(405, "not-found", "only GET and POST are answered"));
  if (method === "POST" && request.headers["content-type"] !== "application/json")
    return sendJson(response, refused(415, "argument-invalid", "a question is JSON"));
  const path = url.pathname.slice("/api/v1/".length);
  if (method === "POST" && path === "session") return await openSession(request, response, served);
  if (!served.sessions.holds(request.headers.cookie)) return sendJson(response, used());
  const body = method === "POST" ? await bodyOf(request) : null;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  sendJson(response, await answerApi({ method, path, parameters: url.searchParams, body, signal: gone.signal }, served.config.answers));
};

const servePage = async (request: IncomingMessage, response: ServerResponse, url: URL, { files }: Served): Promise<void> => {
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "text/plain; charset=utf-8", "only GET\n");
  const file = await files(url.pathname);
  if (file === null) return send(response, 404, "text/plain; charset=utf-8", "the dashboard has no such page\n");
  send(response, 200, file.type, file.bytes);
};

const serve = async (request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> => {
  const target = request.url ?? "/";
  const url = URL.canParse(target, "http://127.0.0.1") ? new URL(target, "http://127.0.0.1") : new URL("http://127.0.0.1/?");
  const isApi = url.pathname.startsWith("/api/v1/");
  const why = foreign(request.headers, served.port, isApi);
  if (why !== null) return send(response, 403, "text/plain; charset=utf-8", `${why}\n`);
  return isApi ? await serveApi(request, response, url, served) : await servePage(request, response, url, served);
};

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });

/**
 * Starts a dashboard on this machine: it listens on loopback only, and answers the browser that opens its address first.
 *
 * @throws the system's error when the port cannot be listened on, or the page's files are not there.
 */
export const startDashboard = async (config: DashboardConfig): Promise<Dashboard> => {
  const files = await pageFiles(config.folder);
  const server = createServer();
  const port = await listening(server, config.port);
  const served: Served = { config, files, port, sessions: createSessions(port, config.random) };
  server.on("request", (request, response) => {
    serve(request, response, served).catch((error: unknown) => {
      // Whoever asked went away, and the answer was given up.
      if (response.destroyed) return;
      config.onBug(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, refused(500, "internal", "the dashboard went wrong: its command says how"));
    });
  });
  return {
    url: `http://127.0.0.1:${port}/#token=${served.sessions.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
