import type { AuditEvent } from "../model/audit-event.ts";
import type { Operation } from "../model/change.ts";
import type { Failure } from "./effect.ts";
import { codeOf } from "./request.ts";

const longestReason = 600;

const webhookDenial = /^(?:Internal error occurred: )?admission webhook "([^"]{1,253})" denied the request/;
const policyDenial = /ValidatingAdmissionPolicy '([^']{1,253})' (?:with binding '[^']{0,253}' )?denied request/;

/** What a request tried to do. A refused read stands for the write that it was to begin. */
export const operationOf = (event: AuditEvent): Operation => {
  if (event.verb === "create" || codeOf(event) === 201) return "created";
  return event.verb === "delete" || event.verb === "deletecollection" ? "deleted" : "updated";
};

const shorten = (text: string): string => (text.length > longestReason ? `${text.slice(0, longestReason)}…` : text);

const explain = (event: AuditEvent, code: number): string => {
  const status = event.responseStatus;
  const message = status?.message ?? "";
  if (code === 0) return "no response was logged: whether it took effect is not known";
  if (event.stage === "Panic") return "the API server panicked";
  if (message !== "") return message;
  if (status?.reason) return status.reason;
  if (code === 401) return "not authenticated";
  if (code === 403) return event.annotations?.["authorization.k8s.io/reason"] || "forbidden";
  return `HTTP status ${code}`;
};

/**
 * Why a request that did not succeed failed. Denied: not authenticated, not authorized, or refused by admission (whose webhook or
 * policy the message names); failed: any other reason, such as a conflict or an invalid object.
 */
export const failureOf = (event: AuditEvent): Failure => {
  const code = codeOf(event);
  const reason = shorten(explain(event, code));
  const refused = webhookDenial.test(reason) || policyDenial.test(reason);
  return { result: code === 401 || code === 403 || refused ? "denied" : "failed", reason };
};
