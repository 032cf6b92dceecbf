import type { JsonValue } from "@meshaudit/core";

/** One step of a path: from each value to the values that lie one step further. */
export type Step =
  | { kind: "field"; name: string }
  | { kind: "every" }
  /** `..`: the value itself and all that lies within it. */
  | { kind: "within" }
  | { kind: "indexes"; indexes: number[] }
  | { kind: "fields"; names: string[] }
  | { kind: "slice"; from: number | null; to: number | null; step: number }
  | { kind: "filter"; left: Operand; operator: Operator | null; right: Operand | null };

export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

export type Operand = { kind: "literal"; value: JsonValue } | { kind: "path"; steps: Step[] };

/** What a template is made of. */
export type TemplateNode =
  | { kind: "text"; text: string }
  | { kind: "value"; fromRoot: boolean; steps: Step[] }
  | { kind: "range"; fromRoot: boolean; steps: Step[]; body: TemplateNode[] };
