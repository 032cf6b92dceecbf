import { own, ownAt, type JsonObject } from "../../model/json.ts";
import { textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { tellNames } from "./names.ts";

/** How a phrase names a server of Istio's Gateway: by its port, which is what clients see. */
export const serverName = (server: JsonObject): string =>
  `port ${show(ownAt(server, "port", "number") ?? "?")} ${show(ownAt(server, "port", "protocol") ?? "")}`.replace(/ ""$/, "");

const tellServers = tellEntries({
  name: serverName,
  detail: (server) => ` for ${some(textsOf(own(server, "hosts")).map(show)) || "no host"}`,
  tell: tellKeys({ hosts: tellNames("host"), port: tellLeaves("port"), tls: tellKeys({ mode: tellValue("TLS mode") }) }),
});

/** How a phrase names a listener of the Gateway API. */
export const listenerName = (listener: JsonObject): string => `listener ${show(own(listener, "name") ?? "?")}`;

/** The lists of either kind of Gateway that say what it listens on. */
export const gatewayLists = ["servers", "listeners"] as const;

/** How a phrase names an entry of either. */
export const gatewayEntryName = (entry: JsonObject): string =>
  own(entry, "hosts") === undefined ? listenerName(entry) : serverName(entry);

const tellListeners = tellEntries({
  name: listenerName,
  detail: (listener) =>
    ` (${[own(listener, "protocol"), own(listener, "port"), own(listener, "hostname")].flatMap((part) => (part === undefined ? [] : [show(part)])).join(" ")})`,
  tell: tellKeys({
    hostname: tellValue("hostname"),
    port: tellValue("port"),
    protocol: tellValue("protocol"),
    tls: tellKeys({ mode: tellValue("TLS mode") }),
  }),
});

/** How two Gateways differ: Istio's `servers`, the Gateway API's `listeners`; ListenerSets have the latter too. */
export const tellGateway = tellKeys({
  selector: tellLeaves("selector"),
  servers: tellServers,
  listeners: tellListeners,
  gatewayClassName: tellValue("gateway class"),
});
