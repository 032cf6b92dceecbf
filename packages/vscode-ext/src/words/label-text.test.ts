import { describe, expect, it } from "vitest";
import { clipped, labelText } from "./label-text.ts";

describe("a stranger's text in a label", () => {
  it.each([
    ["reviews", "reviews"],
    ["$(alert) reviews", "$ (alert) reviews"],
    ["[click](command:workbench.action.quit)", "[click] (command:workbench.action.quit)"],
    ["a\nb\u202ec", String.raw`a\nb\u202ec`],
  ])("%j becomes %j", (text, label) => expect(labelText(text)).toBe(label));

  it("has as many characters as asked for, whole ones", () => {
    expect(clipped("reviews", 7)).toBe("reviews");
    expect(clipped("reviews", 4)).toBe("rev…");
    expect(clipped("\u{1f310}".repeat(9), 3)).toBe("\u{1f310}\u{1f310}…");
    expect(Array.from(labelText("\u0000".repeat(1_000_000)))).toHaveLength(160);
  });
});
