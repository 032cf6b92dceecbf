/** What can go wrong that a person can act on. A bug is none of these. */
export const errorCodes = [
  "argument-invalid",
  "cluster-unreachable",
  "config-invalid",
  "kind-ambiguous",
  "kind-unknown",
  "manifest-invalid",
  "object-ambiguous",
  "object-never-seen",
  "query-invalid",
  "query-stopped",
  "source-empty",
  "source-missing",
  "source-none",
  "source-not-audit",
  "source-unreadable",
  "store-damaged",
  "store-full",
  "store-invalid",
  "store-locked",
  "store-missing",
  "store-unreadable",
  "time-invalid",
  "version-unknown",
  "version-unavailable",
  "window-empty",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A stretch of a text, in UTF-16 code units from its beginning; `end` is past the last one. */
export interface Span {
  start: number;
  end: number;
}

/** An error a person can act on: `message` says what is wrong with which input, `hint` what to do, `at` where in the text that was given. */
export class MeshauditError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly at: Span | null;
  constructor(code: ErrorCode, message: string, options: { hint?: string; at?: Span; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MeshauditError";
    this.code = code;
    this.hint = options.hint ?? null;
    this.at = options.at ?? null;
  }
}
