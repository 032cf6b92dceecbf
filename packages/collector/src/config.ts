import type { DashboardAnswers } from "@meshaudit/dashboard";
import type { Answers, StoreWriter, WriterLatency } from "@meshaudit/core";
import type { Credential } from "./access/credential.ts";

/** What a collector stands on. It reads neither the environment nor the clock: all of it is handed in. */
export interface CollectorConfig {
  listen: Listen;
  /** null: plain HTTP, on loopback only. */
  tls: TlsFiles | null;
  access: Access;
  /** The meshes it keeps. No other is ever opened, whatever a caller names. */
  meshes: readonly CollectedMesh[];
  /** The dashboard, which is served below `/dashboard/MESH/`; not set: it is not served. */
  dashboard?: ServedDashboard;
  /** What differs from `defaultLimits`. */
  limits?: Partial<Limits>;
  /** Now, ms since the epoch. */
  now(): number;
  /** A clock that nobody sets, ms since any moment. */
  elapsed(): number;
  /** Takes one line of JSON an event, without a line end. */
  log(line: string): void;
}

/** What the dashboard is served from. */
export interface ServedDashboard {
  /** The folder with its page. */
  folder: string;
  /** Gives so many random bytes that nobody can guess, for the cookies of its sessions. */
  random(bytes: number): Uint8Array;
}

/** Where to listen. Beyond loopback, TLS and credentials are asked for. */
export interface Listen {
  host: string;
  /** 0: any that is free. */
  port: number;
}

/** PEM files. They are read again when they change. */
export interface TlsFiles {
  cert: string;
  key: string;
  /** Whose client certificates are believed; null: nobody's. */
  clientCa: string | null;
}

/** Who may do what. Without any credential, on loopback only, everybody may do everything. */
export interface Access {
  /** A file as `createToken` writes it, read again when it changes; null: none. */
  file: string | null;
  /** Credentials beside those of the file. */
  credentials: readonly Credential[];
}

/** One mesh, and how its log is opened. */
export interface CollectedMesh {
  name: string;
  /** Called at the start, and again when the store broke. */
  openWriter(latency: WriterLatency): Promise<StoreWriter>;
  /** Called with the first question, and again when reading the store failed. */
  openAnswers(): Promise<OpenAnswers>;
}

/** The answers to questions about one mesh, until they are closed. */
export interface OpenAnswers {
  answers: Answers;
  /** Reports and queries, for the dashboard; not set: it has none. */
  log?: DashboardAnswers["log"];
  close(): Promise<void>;
}

/** Bounds that hold whatever callers do. Times in ms. */
export interface Limits {
  /** Bytes of bodies that were read and are not durable yet, of all requests. What would go beyond is refused with 503 at once. */
  pendingBytes: number;
  /** Of them, what one request may hold before it waits for the store. */
  pendingBytesOfRequest: number;
  /** How late this process may get to its work before posts are refused with 503 at once: more would only wait, in memory. */
  lag: number;
  /** Bytes of one body, unpacked. */
  bodyBytes: number;
  /** How many times as large as it came a body may become by unpacking. */
  unpackedRatio: number;
  /** How long a body may bring nothing. */
  stall: number;
  /** Bytes a second that a body must bring on average. */
  bytesPerSecond: number;
  /** How long a request may take to come in, whole. */
  request: number;
  /** How long the headers of a request may take, and a connection to its first request. */
  headers: number;
  /** How long a connection stays open between requests: at least 120 s, API servers keep theirs that long. */
  keepAlive: number;
  /** How long the store may take to make events durable before 503 is answered. */
  ack: number;
  /** How long a caller may take nothing of an answer. */
  answerStall: number;
  /** Open connections, of about 100 KiB each. Beyond, the oldest idle one of nobody known is closed. */
  connections: number;
  /** Questions that are answered at the same time, and that wait. */
  questions: number;
  questionsWaiting: number;
  /** How long stopping may take: what is being read, then the stores. */
  stop: number;
  /** How often certificates and credentials are looked at. */
  reload: number;
  /** A journal that nothing was added to for so long is sealed. */
  sealIdle: number;
  /** How often small segments are joined, and what is too old goes. */
  upkeep: number;
}

/** What fits API servers that send 4,000 events a second each, in a few hundred megabytes. */
export const defaultLimits: Limits = {
  pendingBytes: 24 * 1024 * 1024,
  lag: 1000,
  pendingBytesOfRequest: 8 * 1024 * 1024,
  bodyBytes: 1024 * 1024 * 1024,
  unpackedRatio: 200,
  stall: 10_000,
  bytesPerSecond: 4096,
  request: 300_000,
  headers: 15_000,
  keepAlive: 150_000,
  ack: 20_000,
  answerStall: 30_000,
  connections: 1024,
  questions: 4,
  questionsWaiting: 64,
  stop: 30_000,
  reload: 5000,
  sealIdle: 300_000,
  upkeep: 3_600_000,
};

/** A collector that listens. */
export interface Collector {
  /** Such as `https://127.0.0.1:8443`, with the port that was taken. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more connections, finishes what is being read, commits, seals and closes the stores. Resolves within `limits.stop`, after
   * which what is left is cut.
   */
  stop(): Promise<void>;
}
