import type { PrintedPlan } from "../query/dialects/print-plan.ts";
import type { JsonValue } from "../model/json.ts";

/** A file of JSON lines, and the bytes of its longest. */
export interface LineFile {
  path: string;
  longest: number;
}

/** Where the events of `log` lie: in a store's segments, and in lines `{"seq":…,"event":…}`, as sealing takes them. */
export interface LogFiles {
  segments: string[];
  lines: LineFile | null;
}

/** What the child process is to do. Its `plan` may hold anything: what it must not do, it cannot. */
export interface ChildTask {
  threads: number;
  memoryLimitMB: number;
  /** An empty folder of the child's own. */
  scratch: string;
  /** null: neither `log` nor `requests` is asked about. */
  log: LogFiles | null;
  /** Whether `requests` is to be made of the log. */
  requests: boolean;
  trustedProxies: string[];
  /** Rows of `changes`; null: it is not asked about. */
  changes: LineFile | null;
  timeZone: string;
  plan: PrintedPlan;
  /** At most so many rows, and so many bytes of them, are told; null: no such bound. */
  rows: number | null;
  bytes: number;
}

/** What the child says, a JSON line each. */
export type FromChild =
  /** The tables are there, nothing else can be reached any more, and the query begins. */
  | { kind: "ready" }
  | { kind: "rows"; rows: JsonValue[][] }
  /** The end; `cut`: there are more rows, by which bound; `count`: of the plan's second query. */
  | { kind: "end"; cut: "rows" | "bytes" | null; count: number | null }
  /** `opening`: of the tables, before anything of the query was looked at. */
  | { kind: "failed"; at: "opening" | "answering"; why: "memory" | "engine"; message: string };
