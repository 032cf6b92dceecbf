import { randomBytes } from "node:crypto";
import { request as plainRequest, type IncomingMessage } from "node:http";
import { request, type Agent } from "node:https";
import { setTimeout as pause } from "node:timers/promises";
import { connect, type TLSSocket } from "node:tls";
import { join } from "node:path";
import { createToken } from "../access/create-token.ts";
import type { Role } from "../access/credential.ts";
import type { Collector, CollectorConfig } from "../config.ts";
import { startCollector } from "../start-collector.ts";
import { makeCertificates, type MadeCertificates } from "../tls/make-certificates.ts";
import type { ClientCertificate, Scratch } from "./authority.ts";

/** A reply as it came. */
export interface Got {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
  /** The text as JSON; null when it is none. */
  json: unknown;
}

/** What is sent. */
export interface Sent {
  method?: string;
  token?: string | null;
  certificate?: ClientCertificate;
  headers?: { [name: string]: string };
  body?: string | Buffer;
  /** Keeps connections for the next one that is sent with it. */
  agent?: Agent;
}

/** A collector that runs for a test. */
export interface Running {
  collector: Collector;
  certificates: MadeCertificates;
  credentialFile: string;
  /** Lines of the log, parsed. */
  lines: { [field: string]: unknown }[];
  /** A new token, when the collector knows it. */
  token(role: Role, meshes: readonly string[], name?: string): Promise<string>;
  ask(path: string, sent?: Sent): Promise<Got>;
  /** A connection that has not asked anything yet. */
  connect(): Promise<TLSSocket>;
}

/** Starts a collector on loopback, with TLS and a file of credentials. */
export const startRunning = async (
  { folder }: Scratch,
  config: Partial<CollectorConfig> & Pick<CollectorConfig, "meshes">,
  clientCa: string | null = null,
): Promise<Running> => {
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const credentialFile = join(folder, `credentials-${randomBytes(4).toString("hex")}.yaml`);
  const certificates = await makeCertificates({ folder: join(folder, "tls"), names: ["localhost", "127.0.0.1"], now: Date.now(), random });
  const lines: Running["lines"] = [];
  const newToken: Running["token"] = (role, meshes, name = role) => createToken({ file: credentialFile, name, role, meshes, random });
  await newToken("write", ["nothing-yet"]);
  const collector = await startCollector({
    listen: { host: "127.0.0.1", port: 0 },
    tls: { cert: certificates.cert, key: certificates.key, clientCa },
    access: { file: credentialFile, credentials: [] },
    now: () => Date.now(),
    elapsed: () => performance.now(),
    log: (line) => lines.push(JSON.parse(line) as { [field: string]: unknown }),
    ...config,
    limits: { reload: 20, ...config.limits },
  });
  const place = { host: "127.0.0.1", port: collector.port, ca: certificates.ca };
  return {
    collector,
    certificates,
    credentialFile,
    lines,
    async token(role, meshes, name) {
      const isRead = ({ msg }: { [field: string]: unknown }): boolean => msg === "credentials read again";
      const before = lines.filter(isRead).length;
      const token = await newToken(role, meshes, name);
      while (lines.filter(isRead).length === before) await pause(5);
      return token;
    },
    ask: (path, sent = {}) => askOn(collector.url, certificates.ca, path, sent),
    connect: () =>
      new Promise((resolve, reject) => {
        const socket = connect(place, () => resolve(socket));
        socket.on("error", reject);
      }),
  };
};

/** One request on a connection of its own. */
export const askOn = (
  url: string,
  ca: string | null,
  path: string,
  { method, token, certificate, headers, body, agent }: Sent,
): Promise<Got> =>
  new Promise((resolve, reject) => {
    const options = {
      method: method ?? (body === undefined ? "GET" : "POST"),
      agent: agent ?? false,
      ...(ca === null ? {} : { ca }),
      ...certificate,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
        ...(token === undefined || token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    };
    const asking = (url.startsWith("https:") ? request : plainRequest)(`${url}${path}`, options, (response) => {
      const blocks: Buffer[] = [];
      response.on("data", (block: Buffer) => blocks.push(block));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(blocks).toString("utf8");
        let json: unknown = null;
        try {
          json = JSON.parse(text);
        } catch {
          // Then it is text.
        }
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    asking.on("error", reject);
    asking.end(body);
  });

/** All that comes on a connection until it ends. */
export const untilEnd = (socket: TLSSocket): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    socket.on("data", (block: Buffer) => (text += block.toString("latin1")));
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
