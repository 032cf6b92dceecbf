import { describe, expect, it } from "vitest";
import { heatColours, heatIcon, heatOf } from "./heat.ts";

const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
/** Relative luminance. Source: WCAG 2.2. */
const luminance = (colour: string): number =>
  0.2126 * channel(colour.slice(1, 3)) + 0.7152 * channel(colour.slice(3, 5)) + 0.0722 * channel(colour.slice(5, 7));
const contrast = (a: string, b: string): number => {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
};

describe("the heat of a line", () => {
  it.each([
    [-5, 0],
    [60_000, 0],
    [2 * 3_600_000, 1],
    [5 * 86_400_000, 3],
    [1000 * 86_400_000, heatColours.length - 1],
    [Number.NaN, null],
  ])("of %d ms is %d", (age, step) => expect(heatOf(age)).toBe(step));

  it.each(heatColours)("can be seen in light, dark and high contrast: $light $dark", ({ light, dark }) => {
    expect(contrast(light, "#ffffff")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark, "#1f1f1f")).toBeGreaterThanOrEqual(4.5);
    expect(contrast(dark, "#000000")).toBeGreaterThanOrEqual(4.5);
  });

  it("is an image without anything of a stranger's", () => {
    const [, data = ""] = heatIcon("#b3261e").split(",");
    expect(Buffer.from(data, "base64").toString()).toContain('fill="#b3261e"');
  });
});
