import { own, ownAt } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { tellNames } from "./names.ts";

/** How two ServiceEntries differ. */
export const tellServiceEntry = tellKeys({
  hosts: tellNames("host"),
  addresses: tellNames("address"),
  exportTo: tellNames("export to"),
  resolution: tellValue("resolution"),
  location: tellValue("location"),
  ports: tellEntries({
    name: (port) => `port ${show(own(port, "number") ?? "?")}`,
    detail: (port) => ` (${show(own(port, "protocol") ?? "?")})`,
    tell: tellKeys({
      number: tellValue("number"),
      protocol: tellValue("protocol"),
      targetPort: tellValue("target port"),
      name: tellValue("name"),
    }),
  }),
  endpoints: tellEntries({
    name: (endpoint) => `endpoint ${show(own(endpoint, "address") ?? "?")}`,
    tell: tellKeys({
      address: tellValue("address"),
      weight: tellValue("weight"),
      ports: tellLeaves("ports"),
      labels: tellLeaves("labels"),
    }),
  }),
  workloadSelector: tellLeaves("selector"),
});

/** A port of a ServiceEntry in words: `443/TLS`. */
export const portText = (port: unknown): string => `${show(ownAt(port, "number") ?? "?")}/${show(ownAt(port, "protocol") ?? "?")}`;
