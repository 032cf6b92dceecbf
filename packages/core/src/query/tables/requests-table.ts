import { eventColumns, searchedInEvents } from "./log-table.ts";
import { columnsOf, type Column, type Table } from "./table.ts";

/** Who did it, as `enrich` works it out; the same in requests and changes. */
export const actorColumns: readonly Column[] = columnsOf([
  ["actor.user", "text", "who it was done for: whom the user acted as, else the user"],
  ["actor.impersonatedBy", "text", "who acted as another"],
  ["actor.type", "text", "person, deployer, serviceaccount, system or anonymous"],
  ["actor.client", "text", "such as kubectl, helm, istiod"],
  ["actor.command", "text", "what the client was doing, such as edit, apply"],
  ["actor.ip", "text", "the last address that is no trusted proxy's"],
]);

/** Requests: the stages of each folded into one row, the most final. */
export const requestsTable: Table = {
  name: "requests",
  says: "the stages of each request folded into one row, as the reports count",
  columns: [
    ...columnsOf([
      ["id", "text", "a hash of what identifies the request"],
      ["time", "timestamp", "when the last stage was reached"],
      ["kind", "text", "the kind of a mesh object, such as VirtualService"],
    ]),
    ...eventColumns,
    ...actorColumns,
  ],
  time: "time",
  order: "id",
  searched: [...searchedInEvents, "kind", ...actorColumns.map(({ name }) => name)],
};
