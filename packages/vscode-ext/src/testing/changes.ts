import { utc } from "@meshaudit/client";
import type { Actor, ObjectIdentity } from "@meshaudit/core";
import type { ChangeView, ListedChange } from "../protocol/change-view.ts";

/** When the tests look at changes: a Tuesday. */
export const now = Date.parse("2026-11-24T12:30:00Z");

export const clock = { now, zone: utc };

export const reviews: ObjectIdentity = {
  mesh: "prod",
  group: "networking.istio.io",
  kind: "VirtualService",
  resource: "virtualservices",
  namespace: "bookinfo",
  name: "reviews",
};

export const alice: Actor = {
  user: "alice@example.com",
  groups: [],
  impersonatedBy: null,
  type: "person",
  client: { name: "kubectl", version: "v1.37.2", command: "edit" },
  ip: "10.0.0.7",
};

/** A change, some minutes before now. */
export const changeView = (minutes: number, changed: Partial<ChangeView> = {}): ChangeView => ({
  id: minutes.toString(16).padStart(16, "0"),
  time: new Date(now - minutes * 60_000).toISOString(),
  verb: "patch",
  operation: "updated",
  code: 200,
  actor: alice,
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

/** The same as it is listed, of the reviews routes or another object. */
export const listed = (minutes: number, changed: Partial<ChangeView> = {}, object: Partial<ObjectIdentity> = {}): ListedChange => ({
  object: { ...reviews, ...object },
  change: changeView(minutes, changed),
  fields: null,
});
