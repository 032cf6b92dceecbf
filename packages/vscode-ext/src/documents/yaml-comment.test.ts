import { expect, it } from "vitest";
import { yamlComment } from "./yaml-comment.ts";

it("comments every line, whatever ends it", () => {
  expect(yamlComment("unknown\n\nkind: Evil\rkind: Worse\u0085kind: Worst\u2028x: 1")).toBe(
    String.raw`# unknown
#
# kind: Evil\rkind: Worse\u0085kind: Worst\u2028x: 1
`,
  );
});
