import type { Rule } from "../rule.ts";

/** Every rule. A new one is a new file and a line here. */
export const rules: readonly Rule[] = [];
