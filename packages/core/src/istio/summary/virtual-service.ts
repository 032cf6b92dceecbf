import { own, type JsonObject } from "../../model/json.ts";
import { routeName } from "../states.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { leadsTo } from "./leads-to.ts";
import { tellFault } from "./fault.ts";
import { tellMatches } from "./matches.ts";
import { tellMirror, tellMirrorPercent, tellMirrors } from "./mirror.ts";
import { tellNames } from "./names.ts";
import { tellDestinations } from "./weights.ts";

const tellRoute = tellKeys({
  name: tellValue("name"),
  match: tellMatches,
  route: tellDestinations("route"),
  timeout: tellValue("timeout"),
  retries: tellLeaves("retries"),
  fault: tellFault,
  mirror: tellMirror,
  mirrors: tellMirrors,
  mirrorPercentage: tellMirrorPercent,
  mirrorPercent: tellMirrorPercent,
  mirror_percent: tellMirrorPercent,
  rewrite: tellLeaves("rewrite"),
  redirect: tellLeaves("redirect"),
  directResponse: tellLeaves("direct response"),
  delegate: tellLeaves("delegate"),
  corsPolicy: tellLeaves("CORS"),
  headers: tellLeaves("headers"),
});

const detail = (route: JsonObject): string => {
  const target = leadsTo(route);
  return own(route, "name") !== undefined || target === "" ? "" : `, to ${target}`;
};

const tellRoutes = (list: string) =>
  tellEntries({
    name: (route, index, among) => routeName(list, route, index, among),
    detail,
    tell: tellRoute,
    ordered: true,
  });

/** How two VirtualServices differ. */
export const tellVirtualService = tellKeys({
  hosts: tellNames("host"),
  gateways: tellNames("gateway"),
  exportTo: tellNames("export to"),
  http: tellRoutes("http"),
  tls: tellRoutes("tls"),
  tcp: tellRoutes("tcp"),
});
