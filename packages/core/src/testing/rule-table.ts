import { describe, expect, it } from "vitest";
import type { Rule } from "../istio/rule.ts";
import { meshChange, type Side } from "./mesh-change.ts";

/** What changes, from what to what, and the finding as `level: why`; undefined where there must be none. */
export type RuleRow = readonly [what: string, before: Side, after: Side, expected: string | undefined];

/** Runs a rule over changes of the first of its kinds, or of the given one. */
export const ruleTable = (rule: Rule, rows: readonly RuleRow[], kind = rule.kinds[0] ?? "", namespace = "bookinfo"): void => {
  describe(`${rule.name}, ${kind}${namespace === "bookinfo" ? "" : ` in ${namespace}`}`, () => {
    it.each(rows)("%s", (_what, before, after, expected) => {
      const finding = rule.check(meshChange(kind, before, after, namespace));
      expect(finding && `${finding.level}: ${finding.why}`).toBe(expected);
    });
  });
};
