import { own, textAt } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";

/** Another namespace's routes or gateways may point at what is here. */
export const referenceGranted = defineRule({
  name: "reference-granted",
  kinds: ["ReferenceGrant"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const fresh = pairedEntries(change, "from").added[0]?.entry;
    if (fresh === undefined) return undefined;
    const secrets = entriesOf(own(specs.after, "to")).some((to) => own(to, "kind") === "Secret");
    const who = `${show(textAt(fresh, "kind") ?? "?")}s of namespace ${show(textAt(fresh, "namespace") ?? "?")}`;
    return { level: secrets ? "medium" : "low", why: `${who} may refer to ${secrets ? "secrets" : "services"} here` };
  },
});
