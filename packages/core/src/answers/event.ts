import { actorOf } from "../enrich/actor.ts";
import { clientOf } from "../enrich/client.ts";
import { codeOf, foldRequests, isDryRun } from "../history/request.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { Actor, Client } from "../model/change.ts";
import { MeshauditError } from "../model/error.ts";
import { apiVersion, type Searched } from "../model/result.ts";
import { noEvents } from "../model/selector.ts";
import type { Answer } from "./question.ts";
import type { Reading } from "./reading.ts";
import { searchedOf } from "./searched.ts";

/** One request in words and in full. An auditID may be set by the client, so that several requests may answer to one. */
export interface RequestDetails {
  apiVersion: typeof apiVersion;
  kind: "RequestDetails";
  searched: Searched;
  requests: { actor: Actor; client: Client | null; code: number; dryRun: boolean; durationMs: number; event: AuditEvent }[];
}

/** The requests with an auditID, each by its final stage, secrets redacted. Throws when there is none. */
export const answerEvent = async (auditID: string, reading: Reading): Promise<Answer<RequestDetails>> => {
  const { events, report } = await reading.read({ ...noEvents, auditIDs: [auditID] });
  const requests = foldRequests(events).map(({ event, receivedAt, endedAt }) => ({
    actor: actorOf(event, { trustedProxies: reading.trustedProxies }),
    client: clientOf(event.userAgent ?? "", event.requestURI, event.verb),
    code: codeOf(event),
    dryRun: isDryRun(event),
    durationMs: Math.max(0, endedAt - receivedAt) / 1000,
    event,
  }));
  if (requests.length === 0) {
    throw new MeshauditError("object-never-seen", `no request has the auditID "${auditID}"`, {
      hint: "`history -o wide` shows each change's auditID",
    });
  }
  return {
    result: { apiVersion, kind: "RequestDetails", searched: searchedOf(report), requests },
    report,
    seen: true,
    near: [],
    notes: [],
  };
};
