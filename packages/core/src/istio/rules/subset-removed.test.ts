import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { subsetRemoved } from "./subset-removed.ts";

const subsets = (...names: string[]): JsonObject => ({ subsets: names.map((name) => ({ name, labels: { version: name } })) });

ruleTable(subsetRemoved, [
  ["one of two", subsets("v1", "v2"), subsets("v1"), "high: routes to subset v2 fail with 503"],
  ["both", subsets("v1", "v2"), {}, "high: routes to subset v1, v2 fail with 503"],
  ["none", subsets("v1"), subsets("v1", "v2"), undefined],
]);
