import { ownAt } from "../../model/json.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { serverName } from "../summary/gateway.ts";

/** A port that sent browsers to HTTPS and now serves them in plain text. */
export const httpsRedirectDropped = defineRule({
  name: "https-redirect-dropped",
  kinds: ["Gateway"],
  check(change) {
    if (specsOf(change) === undefined) return undefined;
    const { pairs } = pairedEntries(change, "servers");
    const dropped = pairs.find(
      ({ before, after }) => ownAt(before, "tls", "httpsRedirect") === true && ownAt(after, "tls", "httpsRedirect") !== true,
    );
    return dropped && { level: "medium", why: `${serverName(dropped.after)} no longer redirects to HTTPS` };
  },
});
