import { queryOf } from "../enrich/command.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { stages } from "../model/audit-event.ts";
import { own, ownAt } from "../model/json.ts";
import { micros } from "../model/time.ts";

/** The events of one request folded into one: its most final stage. */
export interface AuditRequest {
  /** What the stages of one request agree in. An auditID alone never identifies a request: the client may set it. */
  key: string;
  event: AuditEvent;
  /** When it came in and when its last logged stage ended, microseconds since the epoch. */
  receivedAt: number;
  endedAt: number;
}

/**
 * The fold key of an event: auditID, requestReceivedTimestamp, user, verb and requestURI. Whom the user acted as is not yet known at the
 * first stage.
 */
export const foldKey = (event: AuditEvent): string =>
  JSON.stringify([event.auditID, event.requestReceivedTimestamp, event.user.username ?? "", event.verb, event.requestURI]);

const finality = (event: AuditEvent): number => stages.indexOf(event.stage);

/** The more final of two events of one request; ties are broken by content, so that the order of the input does not matter. */
const moreFinal = (a: AuditEvent, b: AuditEvent): AuditEvent => {
  const byStage = finality(a) - finality(b);
  if (byStage !== 0) return byStage > 0 ? a : b;
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  if (left.length !== right.length) return left.length > right.length ? a : b;
  return left <= right ? a : b;
};

/** Folds the stages of each request into one, in order of the time they ended (ties by key). */
export const foldRequests = (events: Iterable<AuditEvent>): AuditRequest[] => {
  const finals = new Map<string, AuditEvent>();
  for (const event of events) {
    const key = foldKey(event);
    const other = finals.get(key);
    finals.set(key, other === undefined ? event : moreFinal(event, other));
  }
  const requests = [...finals].map(([key, event]) => ({
    key,
    event,
    receivedAt: micros(event.requestReceivedTimestamp),
    endedAt: micros(event.stageTimestamp),
  }));
  return requests.sort((a, b) => a.endedAt - b.endedAt || (a.key < b.key ? -1 : 1));
};

/** The HTTP status code; 0 when no response was logged. */
export const codeOf = (event: AuditEvent): number => event.responseStatus?.code ?? 0;

/** Whether the request was answered with success. */
export const succeeded = (event: AuditEvent): boolean => codeOf(event) >= 200 && codeOf(event) < 300 && event.stage !== "Panic";

/** The value of a query parameter of the requestURI; null when absent. */
export const parameterOf = (event: AuditEvent, name: string): string | null => queryOf(event.requestURI).get(name);

/** Whether the request only rehearsed: `dryRun` in the URI or in the body's DeleteOptions. A Metadata-level delete keeps no body. */
export const isDryRun = (event: AuditEvent): boolean => {
  if (event.requestURI.includes("dryRun=")) return true;
  const inBody = own(event.requestObject, "kind") === "DeleteOptions" ? ownAt(event.requestObject, "dryRun") : undefined;
  return Array.isArray(inBody) && inBody.length > 0;
};
