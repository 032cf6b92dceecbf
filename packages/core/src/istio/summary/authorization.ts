import { own, sameJson, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { entriesOf, textsOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue, type Tell } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";

/** `cluster.local/ns/bookinfo/sa/productpage` is `bookinfo/productpage` to a reader. */
const principal = (text: string): string => show(text.replace(/^[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/, "$1/$2"));

const partText = (key: string, value: JsonValue): string =>
  `${key === "principals" || key === "methods" || key === "paths" ? "" : `${key} `}${some(textsOf(value).map(principal))}`;

const alternatives = (list: JsonValue | undefined, inner: string): string[] =>
  entriesOf(list).map((entry) => {
    const parts = Object.entries(own(entry, inner) ?? {}).map(([key, value]) => partText(key, value));
    return parts.length === 0 ? "any" : parts.join(" ");
  });

const fromText = (value: JsonValue | undefined): string => some(alternatives(value, "source")) || "anyone";
/** The operations of a rule in words: `GET`, `anything`. */
export const operationsText = (value: JsonValue | undefined): string => some(alternatives(value, "operation")) || "anything";
const whenText = (value: JsonValue | undefined): string =>
  some(entriesOf(value).map((entry) => `${textAt(entry, "key") ?? "?"} ${show(own(entry, "values") ?? own(entry, "notValues") ?? "")}`)) ||
  "always";

/** A rule in words: `GET from bookinfo/productpage`, `anything from anyone`. */
export const authorizationRuleText = (rule: JsonObject): string => {
  const when = own(rule, "when") === undefined ? "" : ` when ${whenText(own(rule, "when"))}`;
  return `${operationsText(own(rule, "to"))} from ${fromText(own(rule, "from"))}${when}`;
};

const tellPart =
  (word: string, textOf: (value: JsonValue | undefined) => string): Tell =>
  (before, after, place) => {
    const [was, is] = [textOf(before), textOf(after)];
    return [was === is ? `${word}${place.of} changed` : `${word}${place.of} ${was} -> ${is}`];
  };

/** Whether a rule has no condition at all: every request meets it. */
export const isEmptyRule = (rule: JsonObject): boolean => ["from", "to", "when"].every((part) => entriesOf(own(rule, part)).length === 0);

const tellRules = tellEntries({
  name: (_rule, index, among) => (among === Infinity ? "rule" : among > 1 ? `rules[${index}]` : ""),
  detail: (rule) => `: ${authorizationRuleText(rule)}`,
  tell: tellKeys({
    from: tellPart("sources", fromText),
    to: tellPart("operations", operationsText),
    when: tellPart("conditions", whenText),
  }),
});

/** A policy without rules and one with an empty list both match nothing. */
const tellRuleList: Tell = (before, after, place) => {
  const phrases = tellRules(before, after, place);
  return phrases.length > 0 || sameJson(entriesOf(before), entriesOf(after)) ? phrases : [`rules${place.of} changed`];
};

/** How two AuthorizationPolicies differ. */
export const tellAuthorizationPolicy = tellKeys({
  action: tellValue("action"),
  rules: tellRuleList,
  selector: tellLeaves("selector"),
  provider: tellLeaves("provider"),
});
