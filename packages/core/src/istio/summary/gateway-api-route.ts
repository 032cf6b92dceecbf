import { own, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { routeName } from "../states.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { leadsTo } from "./leads-to.ts";
import { tellMatches } from "./matches.ts";
import { tellNames } from "./names.ts";
import { tellDestinations } from "./weights.ts";

const parentsOf = (value: JsonValue | undefined): string[] =>
  entriesOf(value).map((parent) => {
    const kind = textAt(parent, "kind") ?? "Gateway";
    const section = textAt(parent, "sectionName");
    return `${kind === "Gateway" ? "" : `${kind} `}${textAt(parent, "name") ?? "?"}${section === null ? "" : `/${section}`}`;
  });

const tellFilters = tellEntries({
  name: (filter) => `filter ${show(own(filter, "type") ?? "?")}`,
  tell: tellKeys({}),
});

const detail = (route: JsonObject): string => (leadsTo(route) === "" ? "" : `, to ${leadsTo(route)}`);

/** How two routes of the Gateway API differ: HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute. */
export const tellGatewayApiRoute = tellKeys({
  parentRefs: tellNames("parent", parentsOf),
  hostnames: tellNames("hostname"),
  rules: tellEntries({
    name: (route, index, among) => routeName("rules", route, index, among),
    detail,
    tell: tellKeys({
      name: tellValue("name"),
      matches: tellMatches,
      backendRefs: tellDestinations("backendRefs"),
      filters: tellFilters,
      timeouts: tellLeaves("timeouts"),
      retry: tellLeaves("retry"),
    }),
    ordered: true,
  }),
});
