import type { ReportColumn } from "./report.ts";

const number = <Name extends string>(name: Name, title: string) => ({ name, title, type: "number" }) as const;

/** Columns that many tables have. */
export const shared = {
  time: { name: "time", title: "Time", type: "time" },
  user: { name: "user", title: "User", type: "user" },
  kind: { name: "kind", title: "Kind", type: "kind" },
  group: { name: "group", title: "Group", type: "text" },
  namespace: { name: "namespace", title: "Namespace", type: "namespace" },
  object: { name: "object", title: "Object", type: "object" },
  code: { name: "code", title: "Status", type: "code" },
  ip: { name: "ip", title: "Address", type: "ip" },
  client: { name: "client", title: "Client", type: "text" },
  request: { name: "request", title: "Request", type: "request" },
  first: { name: "first", title: "First", type: "time" },
  last: { name: "last", title: "Last", type: "time" },
  requests: number("requests", "Requests"),
  reads: number("reads", "Reads"),
  writes: number("writes", "Writes"),
  changes: number("changes", "Changes"),
  created: number("created", "Created"),
  updated: number("updated", "Updated"),
  deleted: number("deleted", "Deleted"),
  failed: number("failed", "Failed"),
  denied: number("denied", "Denied"),
  users: number("users", "Users"),
  objects: number("objects", "Objects"),
} as const satisfies { [name: string]: ReportColumn };
