import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { routeShadowed } from "./route-shadowed.ts";

const route = (name: string, ...match: JsonObject[]): JsonObject => ({ name, ...(match.length > 0 ? { match } : {}) });
const api = route("api", { uri: { prefix: "/api" } });
const all = route("all");
const http = (...routes: JsonObject[]): JsonObject => ({ http: routes });

ruleTable(routeShadowed, [
  ["a catch-all before it", http(api), http(all, api), "medium: route api never gets a request: route all before it takes them all"],
  ["moved behind it", http(api, all), http(all, api), "medium: route api never gets a request: route all before it takes them all"],
  [
    "a prefix before it",
    null,
    http(route("v", { uri: { prefix: "/api" } }), route("w", { uri: { exact: "/api/books" } })),
    "medium: route w never gets a request: route v before it takes them all",
  ],
  [
    "the prefix of all",
    null,
    http(route("v", { uri: { prefix: "/" } }), api),
    "medium: route api never gets a request: route v before it takes them all",
  ],
  [
    "one of two matches that covers it",
    null,
    http({ name: "v", match: [{ port: 80 }, { uri: { prefix: "/" } }] }, api),
    "medium: route api never gets a request: route v before it takes them all",
  ],
  [
    "a header that it asks for too",
    null,
    http(
      route("v", { headers: { user: { exact: "carol" } } }),
      route("w", { headers: { user: { exact: "carol" }, beta: { exact: "1" } } }),
    ),
    "medium: route w never gets a request: route v before it takes them all",
  ],
  ["a header that it does not ask for", null, http(route("v", { headers: { user: { exact: "carol" } } }), all), undefined],
  ["a longer prefix before it", null, http(route("v", { uri: { prefix: "/api/v2" } }), api), undefined],
  [
    "a case that differs",
    null,
    http(route("v", { uri: { prefix: "/api" } }), route("w", { uri: { prefix: "/api" }, ignoreUriCase: true })),
    undefined,
  ],
  ["a source that differs", null, http(route("v", { sourceLabels: { app: "a" } }), route("w", { sourceLabels: { app: "b" } })), undefined],
  ["one shadowed since before", http(all, api), http({ ...all, timeout: "1s" }, api), undefined],
  ["the catch-all last", http(api), http(api, all), undefined],
  [
    "a state before that is not known",
    "unknown",
    http(all, api),
    "medium: route api never gets a request: route all before it takes them all",
  ],
]);
