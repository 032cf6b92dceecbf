import type { AuditEvent, Level } from "../model/audit-event.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";

/** What a made-up event says; all else has sane values. Times are seconds after 2026-11-24T12:00:00Z. */
export interface Said {
  verb: string;
  at: number;
  name?: string;
  namespace?: string;
  resource?: string;
  group?: string;
  subresource?: string;
  user?: string;
  code?: number;
  level?: Level;
  query?: string;
  request?: JsonValue;
  response?: JsonValue;
  userAgent?: string;
  auditID?: string;
}

/** The time of a made-up event, as the API server would log it. */
const timeAt = (seconds: number): string =>
  new Date(Date.parse("2026-11-24T12:00:00Z") + seconds * 1000).toISOString().replace("Z", "000Z");

/** An audit event with the parts that matter to a test. */
export const eventOf = (said: Said): AuditEvent => {
  const {
    verb,
    at,
    name = "reviews",
    namespace = "bookinfo",
    resource = "virtualservices",
    group = "networking.istio.io",
    code = verb === "create" ? 201 : 200,
  } = said;
  const path = `/apis/${group}/v1/namespaces/${namespace}/${resource}${verb === "create" || verb === "list" || verb === "deletecollection" ? "" : `/${name}`}`;
  return {
    level: said.level ?? "RequestResponse",
    auditID: said.auditID ?? `${verb}-${at}-${name}`,
    stage: "ResponseComplete",
    requestURI: said.query ? `${path}?${said.query}` : path,
    verb,
    user: { username: said.user ?? "alice@example.com", groups: ["mesh-admins"] },
    sourceIPs: ["192.0.2.7"],
    userAgent: said.userAgent ?? "kubectl/v1.37.2 (linux/amd64) kubernetes/0000000",
    objectRef: {
      apiGroup: group,
      apiVersion: "v1",
      resource,
      namespace,
      ...(verb === "list" || verb === "deletecollection" ? {} : { name }),
      ...(said.subresource ? { subresource: said.subresource } : {}),
    },
    responseStatus: { code },
    ...(said.request === undefined ? {} : { requestObject: said.request }),
    ...(said.response === undefined ? {} : { responseObject: said.response }),
    requestReceivedTimestamp: timeAt(at),
    stageTimestamp: timeAt(at + 0.01),
  };
};

/** A VirtualService as a response holds it. */
export const virtualService = (version: number, spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
  apiVersion: "networking.istio.io/v1",
  kind: "VirtualService",
  metadata: { name: "reviews", namespace: "bookinfo", uid: "uid-1", resourceVersion: String(version), ...metadata },
  spec,
});

/** The Status that answers the delete of a custom resource that is gone. */
export const goneStatus = (uid = "uid-1", name = "reviews"): JsonObject => ({
  kind: "Status",
  apiVersion: "v1",
  metadata: {},
  status: "Success",
  details: { name, uid },
});
