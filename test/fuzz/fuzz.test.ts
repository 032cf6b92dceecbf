import { expect, it } from "vitest";
import { fuzz } from "./fuzz.ts";

it("survives two seconds of mutated events; node test/fuzz/fuzz.ts does so for longer", () => {
  const { failures, events, rejected } = fuzz(2, 20261124);
  expect(failures).toEqual([]);
  expect(Math.min(events, rejected)).toBeGreaterThan(100);
});
