import { isObject, own, sameJson, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { defineRule, specsOf } from "../rule.ts";
import { pairedEntries } from "../states.ts";
import { isEmptyRule, operationsText } from "../summary/authorization.ts";

const everywhere = (addresses: string[]): boolean => addresses.some((address) => address.endsWith("/0"));

/** Whether a source leaves anyone out. */
const restricts = (source: unknown): boolean => {
  if (!isObject(source)) return false;
  return Object.entries(source).some(([key, values]) => {
    const texts = textsOf(values);
    return texts.length > 0 && !((key === "ipBlocks" || key === "remoteIpBlocks") && everywhere(texts));
  });
};

const asksWho = (condition: JsonObject): boolean => /^(?:source\.|remote\.ip$|request\.auth\.)/.test(textAt(condition, "key") ?? "");

/** Whether a rule says who may send. Sources are alternatives: one that is open to all opens the rule. */
const hasSource = (rule: JsonObject): boolean => {
  const sources = entriesOf(own(rule, "from"));
  if (sources.length > 0 && sources.every((entry) => restricts(own(entry, "source")))) return true;
  return entriesOf(own(rule, "when")).some(asksWho);
};

const isOpen = (rule: JsonObject): boolean => !isEmptyRule(rule) && !hasSource(rule);

/** An ALLOW rule that anyone meets. */
export const allowWithoutSource = defineRule({
  name: "allow-without-source",
  kinds: ["AuthorizationPolicy"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined || (own(specs.after, "action") ?? "ALLOW") !== "ALLOW") return undefined;
    const wasAllow = (own(specs.before, "action") ?? "ALLOW") === "ALLOW";
    const { pairs, added } = pairedEntries(change, "rules");
    const lost = pairs.find(({ before, after }) => isOpen(after) && wasAllow && hasSource(before));
    if (lost !== undefined)
      return { level: "high", why: `anyone may now send ${operationsText(own(lost.after, "to"))}: the rule has lost its source` };
    const fresh = [
      ...added.map(({ entry }) => entry),
      ...pairs.flatMap(({ before, after }) => (sameJson(before, after) && wasAllow ? [] : [after])),
    ];
    const open = fresh.find(isOpen);
    return open && { level: "medium", why: `anyone may send ${operationsText(own(open, "to"))}: the rule has no source` };
  },
});
