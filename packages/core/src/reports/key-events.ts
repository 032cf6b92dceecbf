import { where } from "./conditions.ts";
import { shared } from "./columns.ts";
import type { TablePlan } from "./report-plan.ts";

/** The conditions of key events: what of all requests a person wants to see each of. */
export const keyEvents = {
  /** By how the verb begins, rows are passed over before they are read. */
  deletions: "verb LIKE 'delete%' AND verb IN ('delete', 'deletecollection') AND responseStatus.code >= 200 AND responseStatus.code < 300",
  /** What has the text is found sooner than what has the annotation. */
  deprecated: `annotations LIKE '%k8s.io/deprecated%' AND "annotations.k8s.io/deprecated" = 'true'`,
  /** Without valid credentials, or as nobody. */
  anonymous: "(responseStatus.code = 401 OR actor.user = 'system:anonymous')",
} as const;

/** An object as kubectl takes it, `TYPE[.GROUP]/NAME`; its collection where there is no name. NULL where there is no object. */
const requestedObject =
  "concat(objectRef.resource, coalesce(concat('.', nullif(objectRef.apiGroup, '')), ''), coalesce(concat('/', nullif(objectRef.name, '')), ''))";

/** The same of a change. */
export const changedObject = "concat(object.resource, coalesce(concat('.', nullif(object.group, '')), ''), '/', object.name)";

const { time, user, namespace, object, code, ip, client, request } = shared;

/** The requests that meet conditions, newest first. */
export const requestsTablePlan = (id: string, title: string, conditions: readonly string[]): TablePlan => ({
  id,
  title,
  span: "report",
  query:
    `* | SELECT time, actor.user AS "user", verb, ${requestedObject} AS object, objectRef.subresource AS subresource, objectRef.namespace AS namespace, ` +
    `responseStatus.code AS code, actor.client AS client, actor.ip AS ip, auditID AS request FROM requests${where(...conditions)} ORDER BY time DESC, request`,
  columns: [
    time,
    user,
    { name: "verb", title: "Verb", type: "text" },
    object,
    { name: "subresource", title: "Subresource", type: "text" },
    namespace,
    code,
    client,
    ip,
    request,
  ],
});

/** The changes that meet conditions, newest first. */
export const changesTablePlan = (id: string, title: string, conditions: readonly string[]): TablePlan => ({
  id,
  title,
  span: "report",
  query:
    `* | SELECT time, actor.user AS "user", kind, ${changedObject} AS object, object.namespace AS namespace, summary, risk, actor.client AS client, auditID AS request ` +
    `FROM changes${where(...conditions)} ORDER BY time DESC, id`,
  columns: [
    time,
    user,
    shared.kind,
    object,
    namespace,
    { name: "summary", title: "What", type: "text" },
    { name: "risk", title: "Risk", type: "text" },
    client,
    request,
  ],
});
