import { isObject, own, ownAt, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { count, show } from "../phrase.ts";
import { authorizationRuleText } from "../summary/authorization.ts";
import { namesText } from "./routing.ts";

/** Which workloads a policy is for: `for app=reviews`; empty for the whole namespace. */
const selectorText = (spec: JsonObject): string => {
  const labels = ownAt(spec, "selector", "matchLabels");
  return isObject(labels) && Object.keys(labels).length > 0 ? `for ${show(labels)}` : "";
};

/** A PeerAuthentication: its mode, its ports' modes. */
export const peerAuthenticationOverview = (spec: JsonObject): string[] => {
  const ports = own(spec, "portLevelMtls");
  return [
    `mTLS ${show(ownAt(spec, "mtls", "mode") ?? "inherited")}`,
    ...(isObject(ports) ? Object.entries(ports).map(([port, mtls]) => `port ${show(port)} ${show(own(mtls, "mode") ?? "inherited")}`) : []),
    selectorText(spec),
  ];
};

/** An AuthorizationPolicy: its action and what its rules say. */
export const authorizationOverview = (spec: JsonObject): string[] => {
  const rules = entriesOf(own(spec, "rules"));
  const [only] = rules;
  const action = show(own(spec, "action") ?? "ALLOW");
  const words =
    only !== undefined && rules.length === 1 ? authorizationRuleText(only) : rules.length === 0 ? "nothing" : count(rules.length, "rule");
  return [`${action} ${words}`, selectorText(spec)];
};

/** A RequestAuthentication: whose tokens are believed. */
export const requestAuthenticationOverview = (spec: JsonObject): string[] => [
  namesText(
    "issuer",
    entriesOf(own(spec, "jwtRules")).map((rule) => show(own(rule, "issuer") ?? "?")),
  ),
  selectorText(spec),
];
