import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { gatewayEntryName, gatewayLists } from "../summary/gateway.ts";

/** A port of a gateway that nothing listens on any more. */
export const gatewayClosed = defineRule({
  name: "gateway-closed",
  kinds: ["Gateway", "ListenerSet", "XListenerSet"],
  check(change) {
    if (specsOf(change) === undefined) return undefined;
    const gone = gatewayLists.flatMap((list) => pairedEntries(change, list).removed)[0];
    return gone && { level: "high", why: `${gatewayEntryName(gone.entry)} is no longer served` };
  },
});
