import { columnsOf, type Table } from "./table.ts";

/** What an audit event tells, in the order of the store's table. */
export const eventColumns = columnsOf([
  ["auditID", "text", "the request's id; a client may have set it"],
  ["stage", "text", "RequestReceived, ResponseStarted, ResponseComplete or Panic"],
  ["level", "text", "how much was logged: Metadata, Request or RequestResponse"],
  ["verb", "text", "such as get, create, patch, delete"],
  ["requestURI", "text", "as the client sent it"],
  ["user.username", "text", "who was authenticated"],
  ["user.uid", "text", "the user's id"],
  ["user.groups", "json", "the user's groups, a list"],
  ["user.extra", "map", "what else the authenticator told"],
  ["impersonatedUser.username", "text", "whom the user acted as"],
  ["impersonatedUser.uid", "text", "that one's id"],
  ["impersonatedUser.groups", "json", "that one's groups, a list"],
  ["impersonatedUser.extra", "map", "what else was told of that one"],
  ["sourceIPs", "json", "addresses the request came through, a list; only the last is certain"],
  ["userAgent", "text", "the client, as it calls itself"],
  ["objectRef.resource", "text", "such as virtualservices"],
  ["objectRef.namespace", "text", "the object's namespace"],
  ["objectRef.name", "text", "the object's name"],
  ["objectRef.uid", "text", "the object's uid, on PUT alone"],
  ["objectRef.apiGroup", "text", "such as networking.istio.io"],
  ["objectRef.apiVersion", "text", "such as v1"],
  ["objectRef.resourceVersion", "text", "the version that a PUT was based on"],
  ["objectRef.subresource", "text", "such as status, scale, exec"],
  ["responseStatus.code", "long", "the HTTP status"],
  ["responseStatus.status", "text", "Success or Failure"],
  ["responseStatus.reason", "text", "such as NotFound, Forbidden"],
  ["responseStatus.message", "text", "the error in words"],
  ["responseStatus.details", "object", "the error's details"],
  ["requestObject", "object", "what was sent"],
  ["responseObject", "object", "what was answered"],
  ["annotations", "map", "what the API server notes, such as authorization.k8s.io/reason"],
  ["requestReceivedTimestamp", "timestamp", "when the request came"],
  ["stageTimestamp", "timestamp", "when this stage was reached"],
]);

const notWords = new Set(["requestReceivedTimestamp", "stageTimestamp"]);

/** Where words are looked for in events: everywhere but in times. */
export const searchedInEvents: readonly string[] = eventColumns.map(({ name }) => name).filter((name) => !notWords.has(name));

/** Events as stored: one row a stage. */
export const logTable: Table = {
  name: "log",
  says: "the events as stored: a row for each stage of each request",
  columns: [
    ...columnsOf([["seq", "long", "the number of the event in its store, in order of arrival"]]),
    ...eventColumns,
    ...columnsOf([["more", "object", "what of the event fits no other column"]]),
  ],
  time: "stageTimestamp",
  order: "seq",
  searched: [...searchedInEvents, "more"],
};
