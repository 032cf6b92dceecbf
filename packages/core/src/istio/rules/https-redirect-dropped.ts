import { own, ownAt } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { pairEntries } from "../pair.ts";
import { defineRule, specsOf } from "../rule.ts";
import { serverIdentities, serverName } from "../summary/gateway.ts";

/** A port that sent browsers to HTTPS and now serves them in plain text. */
export const httpsRedirectDropped = defineRule({
  name: "https-redirect-dropped",
  kinds: ["Gateway"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const { pairs } = pairEntries(entriesOf(own(specs.before, "servers")), entriesOf(own(specs.after, "servers")), serverIdentities);
    const dropped = pairs.find(
      ({ before, after }) => ownAt(before, "tls", "httpsRedirect") === true && ownAt(after, "tls", "httpsRedirect") !== true,
    );
    return dropped && { level: "medium", why: `${serverName(dropped.after)} no longer redirects to HTTPS` };
  },
});
