import { own, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf, specOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { defineRule } from "../rule.ts";

const issuersOf = (spec: JsonObject): string[] => entriesOf(own(spec, "jwtRules")).flatMap((rule) => textAt(rule, "issuer") ?? []);

/** Tokens that are no longer checked: they pass unseen, and policies that ask for their claims refuse all. */
export const authenticationRemoved = defineRule({
  name: "authentication-removed",
  kinds: ["RequestAuthentication"],
  check(change) {
    if (change.operation === "created" || (change.operation === "updated" && change.after === null)) return undefined;
    if (change.before === null)
      return change.operation === "deleted" ? { level: "medium", why: "its issuers' tokens are no longer checked" } : undefined;
    const kept = new Set(issuersOf(specOf(change.after)));
    const gone = issuersOf(specOf(change.before)).filter((issuer) => !kept.has(issuer));
    if (gone.length === 0) return undefined;
    return { level: "medium", why: `tokens of ${some(gone.map(show))} are no longer checked` };
  },
});
