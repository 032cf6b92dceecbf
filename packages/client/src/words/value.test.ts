import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnsafe } from "./safe-text.ts";
import { valueLabel } from "./value.ts";

describe("a value in a line", () => {
  it.each([
    ["a plain text as it is", "reviews.shop.svc.cluster.local", "reviews.shop.svc.cluster.local"],
    ["a duration as it is", "10s", "10s"],
    ["a text that YAML would take for something else in quotes", "yes", `"yes"`],
    ["a text of digits in quotes, and a number without", "90", `"90"`],
    ["a number", 90, "90"],
    ["an empty text", "", `""`],
    ["null", null, "null"],
    ["a structure as JSON in one line", { hosts: ["a", "b"] }, `{"hosts":["a","b"]}`],
    ["a line break, which would forge a row", "a\nb", String.raw`"a\nb"`],
    ["what reorders text", "user\u202eecila", String.raw`"user\u202eecila"`],
  ])("%s", (_, value, label) => expect(valueLabel(value)).toBe(label));

  it("holds no character that is unsafe on a terminal", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !isUnsafe(valueLabel(text))));
  });
});
