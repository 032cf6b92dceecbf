import { own } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { pairEntries } from "../pair.ts";
import { defineRule, specsOf } from "../rule.ts";
import { gatewayEntries, gatewayEntryName } from "../summary/gateway.ts";

/** A port of a gateway that nothing listens on any more. */
export const gatewayClosed = defineRule({
  name: "gateway-closed",
  kinds: ["Gateway", "ListenerSet", "XListenerSet"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const gone = gatewayEntries.flatMap(
      ({ list, identities }) => pairEntries(entriesOf(own(specs.before, list)), entriesOf(own(specs.after, list)), identities).removed,
    )[0];
    return gone && { level: "high", why: `${gatewayEntryName(gone.entry)} is no longer served` };
  },
});
