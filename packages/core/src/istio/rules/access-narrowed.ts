import { own } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { authorizationRuleText } from "../summary/authorization.ts";

/** Requests that were let in and no longer are. */
export const accessNarrowed = defineRule({
  name: "access-narrowed",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const action = own(specs.after, "action") ?? "ALLOW";
    if (change.operation === "created") {
      if (action === "ALLOW" && entriesOf(own(specs.after, "rules")).length > 0)
        return { level: "low", why: "what no ALLOW rule lets in is refused from now on" };
      if (action === "CUSTOM") return { level: "low", why: "an external authorizer decides from now on" };
    }
    const { added, removed } = pairedEntries(change, "rules");
    if (action === "ALLOW" && removed[0])
      return { level: "medium", why: `no longer let in by it: ${authorizationRuleText(removed[0].entry)}` };
    if (action === "DENY" && added[0]) return { level: "medium", why: `denied from now on: ${authorizationRuleText(added[0].entry)}` };
    return undefined;
  },
});
