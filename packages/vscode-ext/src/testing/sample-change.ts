import type { ObjectIdentity } from "@meshaudit/core";
import type { ChangeView } from "../protocol/change-view.ts";

/** When the words of the tests are said. */
export const now = Date.parse("2026-11-24T12:30:00Z");

export const reviews: ObjectIdentity = {
  mesh: "prod",
  group: "networking.istio.io",
  kind: "VirtualService",
  resource: "virtualservices",
  namespace: "bookinfo",
  name: "reviews",
};

/** A person's change at kubectl; `minutes` before now. */
export const changeView = (minutes: number, changed: Partial<ChangeView> = {}): ChangeView => ({
  id: minutes.toString(16).padStart(16, "0"),
  time: new Date(now - minutes * 60_000).toISOString(),
  verb: "patch",
  operation: "updated",
  code: 200,
  actor: {
    user: "alice@example.com",
    groups: [],
    impersonatedBy: null,
    type: "person",
    client: { name: "kubectl", version: "v1.37.2", command: "edit" },
    ip: "10.0.0.7",
  },
  previous: "change",
  summary: "timeout of route default 3s -> 10s",
  risks: [],
  evidence: "exact",
  metadataOnly: false,
  uid: "u",
  generation: 4,
  resourceVersion: "400",
  auditID: "0f0e",
  cause: null,
  ...changed,
});
