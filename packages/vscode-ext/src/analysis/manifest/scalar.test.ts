import { describe, expect, it } from "vitest";
import { keyText, scalarValue } from "./scalar.ts";

describe("a plain scalar", () => {
  it.each([
    ["true", true],
    ["YES", true],
    ["On", true],
    ["n", false],
    ["oN", "oN"],
    ["", null],
    ["NULL", null],
    ["nil", "nil"],
    ["0", 0],
    ["-0", 0],
    ["007", 7],
    ["08", 8],
    ["0o17", 15],
    ["0b101", 5],
    ["-0xF", -15],
    ["+1", 1],
    ["1_0", 10],
    ["1.", 1],
    [".5", 0.5],
    ["-.5e1", -5],
    ["._5", "._5"],
    ["1e400", "1e400"],
    ["1:30", "1:30"],
    ["2001-12-14", "2001-12-14"],
    ["10.0.0.1", "10.0.0.1"],
    ["3s", "3s"],
    ["-", "-"],
    ["0x", "0x"],
    ["1e", "1e"],
    ["__1", "__1"],
  ])("%j is %j", (text, value) => {
    expect(scalarValue(text, true, undefined)?.value === value || Object.is(scalarValue(text, true, undefined)?.value, value)).toBe(true);
  });

  it.each([
    ["9007199254740992", false],
    ["9007199254740991", true],
    ["-9007199254740993", false],
    ["0xFFFFFFFFFFFFFFFF", false],
    [".nan", false],
    ["-.Inf", false],
    ["0.1", true],
  ])("%s is exact: %s", (text, exact) => expect(scalarValue(text, true, undefined)?.exact).toBe(exact));

  it.each([
    ["str", "1", "1"],
    ["int", "0x1F", 31],
    ["int", "1.0", null],
    ["int", "a", null],
    ["float", "1", 1],
    ["bool", "yes", true],
    ["bool", "1", null],
    ["null", "~", null],
    ["timestamp", "2001-01-01", "2001-01-01"],
  ])("tagged !!%s, %j is %j", (tag, text, value) => {
    expect(scalarValue(text, false, `tag:yaml.org,2002:${tag}`)?.value ?? null).toBe(value);
  });

  it("of a tag that kubectl does not know is not sure", () => {
    expect(scalarValue("YQ==", true, "tag:yaml.org,2002:binary")).toEqual({ value: "YQ==", exact: false });
    expect(scalarValue("1", true, "!")).toEqual({ value: "1", exact: true });
  });
});

describe("a key", () => {
  it.each([
    ["a", "a"],
    ["on", "true"],
    ["0x10", "16"],
    ["1.5", null],
    ["~", null],
    ["9007199254740993", null],
  ])("%s is %j", (text, key) => {
    const value = scalarValue(text, true, undefined);
    expect(value && keyText(value)).toBe(key);
  });
});
