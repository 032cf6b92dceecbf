import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import type { Socket } from "node:net";
import type { Limits, Listen } from "../config.ts";
import type { Log } from "../log/log.ts";
import type { OpenTls } from "../tls/open-tls.ts";
import type { Connections } from "./connections.ts";
import type { RefusalReason } from "./refusal.ts";

/** What a server stands on. */
export interface ServerConfig {
  listen: Listen;
  tls: OpenTls | null;
  /** Whether callers are asked for a certificate. */
  askCertificate: boolean;
  limits: Limits;
  connections: Connections;
  log: Log;
  /** Something came that was no request. */
  onRefused(reason: RefusalReason): void;
  onRequest: RequestListener;
}

const largestHeaders = 16 * 1024;
const mostHeaders = 100;

/** What a stranger sent that cannot be read as HTTP; the connection ends with it. Sources: nodejs.org/api/http.html, "clientError". */
const errors = new Map<string, { reason: RefusalReason; status: string }>([
  ["HPE_HEADER_OVERFLOW", { reason: "headers-too-large", status: "431 Request Header Fields Too Large" }],
  ["ERR_TLS_HANDSHAKE_TIMEOUT", { reason: "slow", status: "408 Request Timeout" }],
  ["ERR_HTTP_REQUEST_TIMEOUT", { reason: "slow", status: "408 Request Timeout" }],
]);
const isHttp = (code: string): boolean => code.startsWith("HPE_") || code.startsWith("ERR_HTTP_");
const unreadable = { reason: "bad-request", status: "400 Bad Request" } as const;

/**
 * A server that is strict with what it reads. Node's parser refuses every shape that two parsers could read in two ways: a length beside
 * chunks, two lengths, a length that is no number, spaces before a colon, folded headers, bare line feeds.
 */
export const openServer = (config: ServerConfig): Server => {
  const { tls, limits, connections, log, onRefused, onRequest } = config;
  const options = {
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    keepAliveTimeout: limits.keepAlive,
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    connectionsCheckingInterval: Math.min(5000, limits.headers),
    maxHeaderSize: largestHeaders,
    insecureHTTPParser: false,
    requireHostHeader: true,
    noDelay: true,
  };
  const server = tls === null ? createPlainServer(options) : openTlsServer(options, tls, config);
  server.maxHeadersCount = mostHeaders;
  server.on("connection", (socket: Socket) => connections.opened(socket));
  /** How many answers are being written to a connection. */
  const answering = new WeakMap<Socket, number>();
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    const { code = "" } = error;
    if (code === "ECONNRESET") return socket.destroy();
    const { reason, status } = errors.get(code) ?? unreadable;
    onRefused(reason);
    log.seldom(`client ${reason}`, "warn", "no request", { from: socket.remoteAddress ?? null, reason, why: code });
    // Whoever got no TLS done could not read an answer.
    if (!isHttp(code) || !socket.writable) return socket.destroy();
    // An answer that is being written must not have another one in its midst.
    if (answering.has(socket)) return socket.destroy();
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
    return undefined;
  });
  const counted: RequestListener = (message: IncomingMessage, response) => {
    const { socket } = message;
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    connections.entered(socket);
    response.once("close", () => {
      const left = (answering.get(socket) ?? 1) - 1;
      if (left === 0) answering.delete(socket);
      else answering.set(socket, left);
      connections.left(socket);
    });
    onRequest(message, response);
  };
  server.on("request", counted);
  // Who asks first whether to send the body is answered like any other, before the body comes.
  server.on("checkContinue", counted);
  return server;
};

const openTlsServer = (options: ServerOptions, tls: OpenTls, { askCertificate, limits }: ServerConfig): Server => {
  // Whoever has no certificate may have a token: what is demanded is told by the answer to the request.
  const callers = { requestCert: askCertificate, rejectUnauthorized: false };
  const server = createServer({ ...options, ...tls.options, ...callers, handshakeTimeout: limits.headers });
  server.on("secureConnection", (socket) => tls.connected(socket));
  tls.serve(server);
  return server;
};

/** Starts to listen; the port that was taken. */
export const listenOn = (server: Server, { host, port }: Listen): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });

/** Takes no more connections; those that are open end when what is on them is done, or after `within` ms at the latest. */
export const closeServer = (server: Server, within: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), within);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
