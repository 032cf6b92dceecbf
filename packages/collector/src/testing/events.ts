import type { AuditEvent } from "@meshaudit/core";

/** An audit event that differs from others by its number. `padding` more bytes. */
export const eventOf = (number: number, padding = 0): AuditEvent => ({
  level: "Metadata",
  auditID: `audit-${number}`,
  stage: "ResponseComplete",
  requestURI: "/api/v1/namespaces/bookinfo/configmaps/seen",
  verb: "update",
  user: { username: "alice@example.com" },
  objectRef: { resource: "configmaps", namespace: "bookinfo", name: "seen", apiVersion: "v1" },
  responseStatus: { code: 200 },
  requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
  stageTimestamp: "2026-11-24T12:00:00.100000Z",
  ...(padding === 0 ? {} : { annotations: { padding: "x".repeat(padding) } }),
});

/** A body as the API server's webhook posts it: one line, entries without a kind of their own. */
export const eventList = (events: readonly unknown[]): string =>
  JSON.stringify({ kind: "EventList", apiVersion: "audit.k8s.io/v1", metadata: {}, items: events });
