import { own } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { authorizationRuleText } from "../summary/authorization.ts";

/** A DENY policy that refuses less than it did. */
export const denyLoosened = defineRule({
  name: "deny-loosened",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || own(specs.before, "action") !== "DENY") return undefined;
    const action = own(specs.after, "action") ?? "ALLOW";
    if (action !== "DENY") return { level: "high", why: `what it denied is no longer denied (DENY -> ${show(action)})` };
    const { removed } = pairedEntries(change, "rules");
    const [gone] = removed;
    return gone && { level: "medium", why: `no longer denied: ${authorizationRuleText(gone.entry)}` };
  },
});
