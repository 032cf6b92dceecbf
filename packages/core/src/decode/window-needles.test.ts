import { expect, it } from "vitest";
import { windowNeedles } from "./window-needles.ts";

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);

it.each([
  ["14:01:00", "14:02:00", ["2026-11-24T14:0"]],
  ["14:05:00", "14:19:59", ["2026-11-24T14:0", "2026-11-24T14:1"]],
  ["13:45:00", "14:15:00", ["2026-11-24T13", "2026-11-24T14"]],
  ["10:00:00", "20:00:00", ["2026-11-24T"]],
])("a window from %s to %s is known by %j", (from, to, expected) => {
  expect(windowNeedles(at(from), at(to))).toEqual(expected);
});

it("an open or long window is not", () => {
  expect(windowNeedles(null, at("14:00:00"))).toBeNull();
  expect(windowNeedles(at("00:00:00"), at("00:00:00") + 7 * 86_400_000)).toBeNull();
});
