import { createHash } from "node:crypto";
import { actorOf } from "../enrich/actor.ts";
import { foldKey } from "../history/request.ts";
import { isMesh, kindOf } from "../kinds/kinds.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { JsonValue } from "../model/json.ts";

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const addresses = (value: JsonValue | undefined): string[] => {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : null;
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
};

/**
 * What `requests` has of a request beyond its last event's columns, by their names.
 *
 * @param values of `factColumns`, in their order.
 */
export const requestFacts = (values: readonly JsonValue[], trustedProxies: readonly string[]): ReadonlyMap<string, string | null> => {
  const [auditID, verb, requestURI, username, impersonated, sourceIPs, userAgent, apiGroup, resource, receivedAt] = values;
  const event = {
    auditID: textOf(auditID),
    verb: textOf(verb),
    requestURI: textOf(requestURI),
    user: { username: textOf(username) },
    impersonatedUser: { username: textOf(impersonated) },
    sourceIPs: addresses(sourceIPs),
    userAgent: textOf(userAgent),
    requestReceivedTimestamp: textOf(receivedAt),
  } as unknown as AuditEvent;
  const actor = actorOf(event, { trustedProxies });
  const group = textOf(apiGroup);
  return new Map([
    ["id", createHash("sha256").update(foldKey(event)).digest("hex").slice(0, 16)],
    ["kind", isMesh({ group }) ? (kindOf(group, textOf(resource))?.kind ?? null) : null],
    ["actor.user", actor.user],
    ["actor.impersonatedBy", actor.impersonatedBy],
    ["actor.type", actor.type],
    ["actor.client", actor.client?.name ?? null],
    ["actor.command", actor.client?.command ?? null],
    ["actor.ip", actor.ip],
  ]);
};
