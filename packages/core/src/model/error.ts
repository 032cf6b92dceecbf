/** What can go wrong that a person can act on. A bug is none of these. */
export type ErrorCode =
  | "argument-invalid"
  | "cluster-unreachable"
  | "config-invalid"
  | "kind-ambiguous"
  | "kind-unknown"
  | "manifest-invalid"
  | "object-ambiguous"
  | "object-never-seen"
  | "source-empty"
  | "source-missing"
  | "source-none"
  | "source-not-audit"
  | "source-unreadable"
  | "store-damaged"
  | "store-full"
  | "store-invalid"
  | "store-locked"
  | "store-missing"
  | "store-unreadable"
  | "time-invalid"
  | "version-unknown"
  | "version-unavailable"
  | "window-empty";

/** An error a person can act on: `message` says what is wrong with which input, `hint` what to do. */
export class MeshauditError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MeshauditError";
    this.code = code;
    this.hint = options.hint ?? null;
  }
}
