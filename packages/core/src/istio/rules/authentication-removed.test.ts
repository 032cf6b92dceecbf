import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { authenticationRemoved } from "./authentication-removed.ts";

const issuers = (...names: string[]): JsonObject => ({ jwtRules: names.map((issuer) => ({ issuer })) });

ruleTable(authenticationRemoved, [
  ["an issuer", issuers("a", "b"), issuers("a"), "medium: tokens of b are no longer checked"],
  ["all of it", issuers("a"), null, "medium: tokens of a are no longer checked"],
  ["what is not known", "unknown", null, "medium: its issuers' tokens are no longer checked"],
  ["none", issuers("a"), issuers("a", "b"), undefined],
]);
