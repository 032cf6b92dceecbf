import { actorColumns } from "./requests-table.ts";
import { columnsOf, type Table } from "./table.ts";

const columns = [
  ...columnsOf([
    ["id", "text", "the change's id"],
    ["time", "timestamp", "when it was done"],
    ["verb", "text", "such as create, patch, delete"],
    ["operation", "text", "created, updated or deleted"],
    ["responseStatus.code", "long", "the HTTP status"],
  ]),
  ...actorColumns,
  ...columnsOf([
    ["kind", "text", "such as VirtualService"],
    ["object.group", "text", "such as networking.istio.io"],
    ["object.resource", "text", "such as virtualservices"],
    ["object.namespace", "text", "the object's namespace"],
    ["object.name", "text", "the object's name"],
    ["uid", "text", "the object's uid"],
    ["generation", "long", "the object's generation after it"],
    ["resourceVersion", "text", "the object's version after it"],
    ["summary", "text", "what changed, in the mesh's words"],
    ["fields", "json", "what changed, path by path, a list"],
    ["risk", "text", "the highest risk: low, medium or high"],
    ["risks", "json", "the risks, a list"],
    ["evidence", "text", "exact, approximate or unavailable"],
    ["metadataOnly", "boolean", "whether only labels, annotations and the like changed"],
    ["cause", "object", "what set a deletion off"],
    ["auditID", "text", "the request's auditID"],
  ]),
];

/** Changes: requests that changed an object. */
export const changesTable: Table = {
  name: "changes",
  says: "the requests that changed an object, with what they changed",
  columns,
  time: "time",
  order: "id",
  searched: columns.filter(({ type }) => type === "text" || type === "json").map(({ name }) => name),
};
