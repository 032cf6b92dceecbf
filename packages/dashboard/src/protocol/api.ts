import type { Answer, Change, ErrorCode, Gap, Incarnation, ObjectIdentity, Risk } from "@meshaudit/core";

/** What an answer is told with: the result, and what a person should know about it. */
export type Told<T> = Pick<Answer<T>, "result" | "seen" | "near" | "notes">;

/** What the page asks about, once. */
export interface MeshInfo {
  /** null for a bare file. */
  mesh: string | null;
  /** Names of the sources. */
  sources: string[];
  /** Whether queries and reports can be asked: a collector answers only about objects. */
  canQuery: boolean;
  /** What a query may be made of. */
  language: QueryLanguage;
  /** The mesh's kinds, such as VirtualService. */
  kinds: string[];
}

/** The words of the query language, for completion. */
export interface QueryLanguage {
  tables: { name: string; says: string; columns: { name: string; type: string; says: string }[] }[];
  functions: { name: string; usage: string; says: string }[];
}

/** A change as a mark on a timeline. */
export interface ChangeMark extends Pick<Change, "id" | "time" | "operation" | "verb" | "summary" | "auditID"> {
  user: string;
  /** The highest; null when there is none. */
  risk: Risk["level"] | null;
}

/** One object's row on the timeline. */
export interface ObjectTimeline {
  object: ObjectIdentity;
  lives: Pick<Incarnation, "uid" | "from" | "to">[];
  /** Oldest first. */
  changes: ChangeMark[];
  gaps: Gap[];
}

/** The mesh's objects that changed in a span. */
export interface TimelineList {
  items: ObjectTimeline[];
}

/** What went wrong, and what to do about it; `at` is a place in a query; `sign-in`: a token that may read is asked for. */
export interface ApiError {
  code: ErrorCode | "not-found" | "session-needed" | "sign-in" | "internal";
  message: string;
  hint: string | null;
  at: { start: number; end: number } | null;
}

/** A question to the dashboard's API: the part of the address after `/api/v1/`, its parameters, and the body of a POST. */
export interface ApiRequest {
  method: "GET" | "POST";
  path: string;
  parameters: URLSearchParams;
  /** Parsed JSON; null of a GET. */
  body: unknown;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** Its answer; `body` is JSON: what was asked for, or `{ error: ApiError }`. */
export interface ApiReply {
  status: number;
  body: object;
}
