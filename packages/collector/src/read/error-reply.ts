import type { ErrorCode, MeshauditError } from "@meshaudit/core";
import { json, type Reply } from "../http/reply.ts";

const missing: readonly ErrorCode[] = ["object-never-seen", "store-missing", "source-missing", "version-unknown"];

const statusOf = (code: ErrorCode): number => {
  if (missing.includes(code)) return 404;
  if (code.startsWith("store-") || code.startsWith("source-") || code === "cluster-unreachable") return 503;
  return code === "version-unavailable" || code === "object-ambiguous" || code === "window-empty" ? 422 : 400;
};

/** The reply that says what a person can do about an error. `hint` is null when there is none. */
export const errorReply = ({ code, message, hint }: Pick<MeshauditError, "code" | "message" | "hint">): Reply =>
  json(statusOf(code), { error: { code, message, hint } });
