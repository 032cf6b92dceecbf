import { own, ownAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { listenerName, serverName } from "../summary/gateway.ts";
import { portText } from "../summary/service-entry.ts";
import { namesText } from "./routing.ts";

/** A Gateway of either kind: what it listens on and for whom. */
export const gatewayOverview = (spec: JsonObject): string[] => [
  some(
    entriesOf(own(spec, "servers")).map(
      (server) => `${serverName(server)} for ${some(textsOf(own(server, "hosts")).map(show)) || "no host"}`,
    ),
  ),
  some(
    entriesOf(own(spec, "listeners")).map((listener) => {
      const hostname = own(listener, "hostname");
      const where = `${show(own(listener, "protocol") ?? "?")} ${show(own(listener, "port") ?? "?")}`;
      return `${listenerName(listener)} (${where}${hostname === undefined ? "" : ` for ${show(hostname)}`})`;
    }),
  ),
];

/** A ServiceEntry: its hosts, ports and how they are found. */
export const serviceEntryOverview = (spec: JsonObject): string[] => [
  namesText("host", textsOf(own(spec, "hosts"))),
  namesText("port", entriesOf(own(spec, "ports")).map(portText)),
  own(spec, "resolution") === undefined ? "" : `resolution ${show(own(spec, "resolution") ?? "")}`,
];

/** A Sidecar: what its workloads may reach. */
export const sidecarOverview = (spec: JsonObject): string[] => [
  namesText(
    "egress host",
    entriesOf(own(spec, "egress")).flatMap((entry) => textsOf(own(entry, "hosts"))),
  ),
  ownAt(spec, "outboundTrafficPolicy", "mode") === undefined
    ? ""
    : `outbound traffic ${show(ownAt(spec, "outboundTrafficPolicy", "mode") ?? "")}`,
];

/** A WorkloadEntry: where the workload is. */
export const workloadEntryOverview = (spec: JsonObject): string[] =>
  own(spec, "address") === undefined ? [] : [`address ${show(own(spec, "address") ?? "")}`];
