import { own, ownAt } from "../../model/json.ts";
import { textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { tellNames } from "./names.ts";

/** How two Sidecars differ. */
export const tellSidecar = tellKeys({
  egress: tellEntries({
    name: (entry, index, among) => {
      const port = ownAt(entry, "port", "number");
      if (port !== undefined) return `egress port ${show(port)}`;
      return among === Infinity ? "egress" : among > 1 ? `egress[${index}]` : "";
    },
    detail: (entry) => ` (${some(textsOf(own(entry, "hosts")).map(show))})`,
    tell: tellKeys({ hosts: tellNames("egress host"), captureMode: tellValue("capture mode") }),
  }),
  ingress: tellEntries({
    name: (entry) => `ingress port ${show(ownAt(entry, "port", "number") ?? "?")}`,
    tell: tellKeys({ defaultEndpoint: tellValue("endpoint") }),
  }),
  outboundTrafficPolicy: tellKeys({ mode: tellValue("outbound traffic") }),
  workloadSelector: tellLeaves("selector"),
});
