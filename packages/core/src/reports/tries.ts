import { where } from "./conditions.ts";
import { shared } from "./columns.ts";
import type { TablePlan } from "./report-plan.ts";

/** What people do inside containers. */
export type Session = "exec" | "attach" | "portforward";

/**
 * The tries of exec, attach and portforward among requests: a `get` over WebSocket, a `create` over SPDY. kubectl tries SPDY at once when
 * WebSocket is refused: a `create` is no try of its own when a `get` by the same user of the same URI failed less than two seconds before.
 */
const triesFrom = (conditions: readonly string[]): string => {
  const over = "OVER (PARTITION BY actor.user, requestURI ORDER BY requestReceivedTimestamp, auditID)";
  const of = [
    ...conditions,
    "objectRef.resource = 'pods'",
    "objectRef.subresource IN ('exec', 'attach', 'portforward')",
    "verb IN ('get', 'create')",
  ];
  const rows =
    `SELECT time, actor.user AS who, objectRef.subresource AS what, objectRef.name AS pod, objectRef.namespace AS namespace, responseStatus.code AS code, ` +
    `actor.client AS client, actor.ip AS ip, requestURI AS uri, auditID AS request, verb, requestReceivedTimestamp AS received, ` +
    `lag(verb) ${over} AS verb_before, lag(responseStatus.code) ${over} AS code_before, lag(requestReceivedTimestamp) ${over} AS received_before FROM requests${where(...of)}`;
  return `(${rows}) WHERE NOT coalesce(verb = 'create' AND verb_before = 'get' AND code_before >= 400 AND received < received_before + interval '2' second, FALSE)`;
};

/** How many there were of each. */
export const triesTotals = (conditions: readonly string[]): string =>
  `* | SELECT count_if(what = 'exec') AS exec, count_if(what = 'attach') AS attach, count_if(what = 'portforward') AS portforward FROM ${triesFrom(conditions)}`;

const titles: { [session in Session]: string } = {
  exec: "Commands run in containers",
  attach: "Containers attached to",
  portforward: "Ports forwarded",
};

/** The tries of one kind, newest first. */
export const triesTable = (what: Session, conditions: readonly string[]): TablePlan => {
  const command = `nullif(url_decode(regexp_replace(array_join(regexp_extract_all(uri, '[?&]command=[^&]*'), ' '), '[?&]command=', '')), '')`;
  const { time, user, namespace, code, client, ip, request } = shared;
  return {
    id: what,
    title: titles[what],
    span: "report",
    query:
      `* | SELECT time, who AS "user", concat('pods/', pod) AS object, namespace, ${what === "exec" ? `${command} AS command, ` : ""}code, client, ip, request ` +
      `FROM ${triesFrom(conditions)} AND what = '${what}' ORDER BY time DESC, request`,
    columns: [
      time,
      user,
      { name: "object", title: "Pod", type: "object" },
      namespace,
      ...(what === "exec" ? [{ name: "command", title: "Command", type: "text" } as const] : []),
      code,
      client,
      ip,
      request,
    ],
  };
};
