import { utc } from "@meshaudit/client";
import type { Actor, Change, ObjectHistory, ObjectIdentity, Searched } from "@meshaudit/core";
import type { ViewOptions } from "../render/view.ts";
import { styleOf } from "../terminal/style.ts";

/** When the views of the tests are looked at. */
export const now = Date.parse("2026-11-24T12:30:00Z");

/** Options of a view into a pipe; `width` for a terminal. */
export const options = (changed: Partial<ViewOptions> = {}): ViewOptions => ({
  clock: { now, zone: utc },
  width: null,
  style: styleOf(false),
  wide: false,
  withHeaders: true,
  ...changed,
});

export const reviews: ObjectIdentity = {
  mesh: null,
  group: "networking.istio.io",
  kind: "VirtualService",
  resource: "virtualservices",
  namespace: "bookinfo",
  name: "reviews",
};

export const searched: Searched = {
  sources: ["audit.log"],
  bytes: 2_345_596,
  from: "2026-11-24T12:18:42Z",
  to: "2026-11-24T12:19:22Z",
  parsed: 2435,
  duplicate: 0,
  rejected: 0,
  levels: ["RequestResponse"],
  everyLineParsed: true,
};

/** A person at kubectl. */
export const actor = (changed: Partial<Actor> = {}): Actor => ({
  user: "alice@example.com",
  groups: ["mesh-admins"],
  impersonatedBy: null,
  type: "person",
  client: { name: "kubectl", version: "v1.37.2", command: "edit" },
  ip: "10.0.0.7",
  ...changed,
});

/** A change that set the timeout of a route; `minutes` before now. */
export const change = (minutes: number, changed: Partial<Change> = {}): Change => ({
  id: minutes.toString(16).padStart(4, "0").repeat(4),
  time: new Date(now - minutes * 60_000).toISOString(),
  verb: "patch",
  operation: "updated",
  code: 200,
  actor: actor(),
  previous: "change",
  fields: [
    { path: "spec.http[0].timeout", key: "spec.http[name=default].timeout", fromPath: null, op: "changed", before: "3s", after: "10s" },
  ],
  after: null,
  summary: "timeout of route default 3s -> 10s",
  risks: [],
  evidence: "exact",
  metadataOnly: false,
  uid: "u",
  generation: 4,
  resourceVersion: "400",
  auditID: "a",
  cause: null,
  ...changed,
});

/** The history of the reviews routes. */
export const history = (changes: Change[], changed: Partial<ObjectHistory> = {}): ObjectHistory => ({
  apiVersion: "meshaudit.io/v1",
  kind: "ObjectHistory",
  object: reviews,
  searched,
  changes,
  attempts: [],
  gaps: [],
  incarnations: [],
  ...changed,
});
