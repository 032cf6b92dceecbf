import { MeshauditError, type ErrorCode } from "@meshaudit/core";
import * as v from "valibot";
import type { ApiError, ApiReply } from "../protocol/api.ts";

const missing: readonly ErrorCode[] = ["object-never-seen", "store-missing", "source-missing", "version-unknown"];

const statusOf = (code: ErrorCode): number => {
  if (missing.includes(code)) return 404;
  return code.startsWith("store-") || code.startsWith("source-") || code === "cluster-unreachable" ? 503 : 422;
};

/** A reply that says what is wrong. */
export const refused = (status: number, code: ApiError["code"], message: string, hint: string | null = null): ApiReply => ({
  status,
  body: { error: { code, message, hint, at: null } satisfies ApiError },
});

/** The reply to an error; null for a bug, whose words are not for the page. */
export const errorReply = (error: unknown): ApiReply | null => {
  if (v.isValiError(error)) {
    const [issue] = error.issues;
    return refused(400, "argument-invalid", `${v.getDotPath(issue) ?? "the question"}: ${issue.message.slice(0, 200)}`);
  }
  if (!(error instanceof MeshauditError)) return null;
  const { code, message, hint, at } = error;
  return { status: statusOf(code), body: { error: { code, message, hint, at } satisfies ApiError } };
};
