import { join } from "node:path";
import type { PlaceColumn } from "../query/functions/address-functions.ts";
import type { PrintedPlan } from "../query/dialects/print-plan.ts";
import type { JsonValue } from "../model/json.ts";
import type { PlaceFiles } from "./place-files.ts";

/** A file of JSON lines, and the bytes of its longest. */
export interface LineFile {
  path: string;
  longest: number;
}

/** Where the events of `log` lie: in a store's segments, and in lines `{"seq":…,"event":…}`, as sealing takes them. */
export interface LogFiles {
  segments: string[];
  lines: LineFile | null;
  /** The columns that may be asked for of lines, beside their numbers. */
  columns: readonly string[];
}

/** The tables that the child process is to open, before it is asked. */
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
  /**
   * Whether `changes` is asked about; then its rows, in the file of `changesPath`, are a later message, before the first question that needs
   * them. They take time to make, while the log is opened and asked.
   */
  changes: boolean;
  /** What addresses are known by. */
  places: PlaceFiles;
  /** Which of these are asked about. */
  placeColumns: readonly PlaceColumn[];
  timeZone: string;
}

/** Where the rows of `changes` are written to, in the child's folder. */
export const changesPath = (scratch: string): string => join(scratch, "changes.ndjson");

/** A question to the tables. Its `plan` may hold anything: what it must not do, it cannot. */
export interface AskedPlan {
  plan: PrintedPlan;
  /** Whether it reads `changes`. */
  changes: boolean;
  /** At most so many rows, and so many bytes of them, are told; null: no such bound. */
  rows: number | null;
  bytes: number;
}

/** What the child says, a JSON line each. */
export type FromChild =
  /** The tables are there, nothing else can be reached any more, and questions are answered, in their order. */
  | { kind: "ready" }
  | { kind: "rows"; rows: JsonValue[][] }
  /** The end of an answer; `cut`: there are more rows, by which bound; `count`: of the plan's second query. */
  | { kind: "end"; cut: "rows" | "bytes" | null; count: number | null }
  /** A file that the task names as one of `places` is none, or cannot be read. */
  | { kind: "unusable"; message: string; hint: string | null }
  /** `opening`: of the tables, before anything of the query was looked at. */
  | { kind: "failed"; at: "opening" | "answering"; why: "memory" | "engine"; message: string };
