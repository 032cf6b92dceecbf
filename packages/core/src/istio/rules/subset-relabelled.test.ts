import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { subsetRelabelled } from "./subset-relabelled.ts";

const subset = (name: string, version: string): JsonObject => ({ subsets: [{ name, labels: { version } }] });

ruleTable(subsetRelabelled, [
  ["other labels", subset("v1", "v1"), subset("v1", "v2"), "medium: subset v1 now means other workloads"],
  ["the same labels", subset("v1", "v1"), { ...subset("v1", "v1"), host: "reviews" }, undefined],
]);
