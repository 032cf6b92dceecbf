import { actorOf } from "../../enrich/actor.ts";
import { isIntranet } from "../../enrich/geography/is-intranet.ts";
import { kinds } from "../../kinds/kinds.ts";
import { stages, type AuditEvent } from "../../model/audit-event.ts";
import type { Change } from "../../model/change.ts";
import type { ObjectIdentity } from "../../model/object.ts";
import { micros } from "../../model/time.ts";
import type { ReportFilters } from "../report.ts";

/** A request as plain code has it, to count what reports count, without their language and their engine. */
export interface PlainRequest {
  time: number;
  received: number;
  auditID: string;
  verb: string;
  uri: string;
  authenticated: string;
  user: string;
  impersonatedBy: string | null;
  groups: readonly string[];
  type: string;
  client: string | null;
  ip: string | null;
  /** null for what is no address. */
  network: "internet" | "intranet" | null;
  group: string;
  resource: string | null;
  subresource: string;
  namespace: string | null;
  name: string;
  /** null for the objects of no main kind. */
  kind: string | null;
  /** 0 where there is none. */
  code: number;
  isDeprecated: boolean;
}

/** A change, and of which object. */
export interface PlainChange {
  object: ObjectIdentity;
  change: Change;
}

const networkOf = (ip: string | null): PlainRequest["network"] => {
  if (ip === null || !/^[\da-f.:]+$/i.test(ip)) return null;
  return isIntranet(ip) ? "intranet" : "internet";
};

const plainRequest = (event: AuditEvent): PlainRequest => {
  const actor = actorOf(event, { trustedProxies: [] });
  const { apiGroup = "", resource = null, subresource = "", namespace = null, name = "" } = event.objectRef ?? {};
  const kind = kinds.find((each) => each.mesh !== null && each.group === apiGroup && each.resource === resource);
  const ip = event.sourceIPs?.at(-1) ?? null;
  return {
    time: micros(event.stageTimestamp),
    received: micros(event.requestReceivedTimestamp),
    auditID: event.auditID,
    verb: event.verb,
    uri: event.requestURI,
    authenticated: event.user.username ?? "",
    user: event.impersonatedUser?.username || event.user.username || "system:anonymous",
    impersonatedBy: actor.impersonatedBy,
    groups: actor.groups,
    type: actor.type,
    client: actor.client?.name ?? null,
    ip,
    network: networkOf(ip),
    group: apiGroup,
    resource,
    subresource,
    namespace,
    name,
    kind: kind?.kind ?? null,
    code: event.responseStatus?.code ?? 0,
    isDeprecated: event.annotations?.["k8s.io/deprecated"] === "true",
  };
};

/** The requests of a log's events: of those that agree in what identifies a request, the last stage. */
export const plainRequests = (events: readonly AuditEvent[]): PlainRequest[] => {
  const last = new Map<string, AuditEvent>();
  for (const event of events) {
    const { auditID, requestReceivedTimestamp, user, verb, requestURI } = event;
    const key = JSON.stringify([auditID, requestReceivedTimestamp, user.username ?? "", verb, requestURI]);
    const other = last.get(key);
    if (other === undefined || stages.indexOf(event.stage) > stages.indexOf(other.stage)) last.set(key, event);
  }
  return [...last.values()].map(plainRequest);
};

const isOutcome = (code: number, outcome: ReportFilters["outcome"]): boolean =>
  outcome === "any" || (outcome === "denied" ? code === 403 : outcome === "failed" ? code >= 400 : code > 0 && code < 400);

const isWithin = (time: number, { from, to }: Pick<ReportFilters, "from" | "to">): boolean =>
  (from === null || time >= micros(from)) && (to === null || time <= micros(to));

/** Whether a request is among those that filters choose. */
export const isChosen = (request: PlainRequest, filters: ReportFilters): boolean =>
  isWithin(request.time, filters) &&
  (filters.namespace === null || request.namespace === filters.namespace) &&
  (filters.by === null || [request.user, request.impersonatedBy].includes(filters.by)) &&
  (filters.kind === null || request.kind === filters.kind) &&
  isOutcome(request.code, filters.outcome) &&
  (filters.code === null || request.code === filters.code) &&
  (filters.network === null || request.network === filters.network) &&
  (filters.system || request.type !== "system");

/** The same of a change. */
export const isChosenChange = ({ object, change }: PlainChange, filters: ReportFilters): boolean => {
  const { actor, code } = change;
  return (
    isWithin(micros(change.time), filters) &&
    (filters.namespace === null || object.namespace === filters.namespace) &&
    (filters.by === null || [actor.user, actor.impersonatedBy].includes(filters.by)) &&
    (filters.kind === null || object.kind === filters.kind) &&
    isOutcome(code ?? 0, filters.outcome) &&
    (filters.code === null || code === filters.code) &&
    (filters.network === null || networkOf(actor.ip) === filters.network) &&
    (filters.system || actor.type !== "system")
  );
};

/** The tries of exec, attach and portforward: without those over SPDY that follow at once on a failed one over WebSocket. */
export const plainTries = (requests: readonly PlainRequest[]): PlainRequest[] => {
  const all = requests
    .filter(
      ({ resource, subresource, verb }) =>
        resource === "pods" && ["exec", "attach", "portforward"].includes(subresource) && ["get", "create"].includes(verb),
    )
    .toSorted((a, b) => a.received - b.received || (a.auditID < b.auditID ? -1 : 1));
  return all.filter((request, at) => {
    const before = all.slice(0, at).findLast(({ user, uri }) => user === request.user && uri === request.uri);
    const isRetry =
      before !== undefined &&
      request.verb === "create" &&
      before.verb === "get" &&
      before.code >= 400 &&
      request.received < before.received + 2_000_000;
    return !isRetry;
  });
};
