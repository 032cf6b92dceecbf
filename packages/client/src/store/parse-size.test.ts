import { describe, expect, it } from "vitest";
import { parseSize } from "./parse-size.ts";

describe("an amount of data", () => {
  it.each([
    ["0", 0],
    ["1048576", 1_048_576],
    ["500MB", 500_000_000],
    ["1.5 gb", 1_500_000_000],
    ["20GiB", 20 * 2 ** 30],
    ["3Ki", 3072],
  ])("%s is %d bytes", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(["", "GB", "-1", "1e9", "5 parsecs", "1.2.3"])("is not %j", (text) => expect(() => parseSize(text)).toThrow("no amount of data"));
});
