import { expect, it } from "vitest";
import { changeView } from "../testing/changes.ts";
import { restoredChange } from "./restored-change.ts";

it("brings back what a change left, and what a deletion took", () => {
  const first = changeView(50, { operation: "created" });
  const gone = changeView(40, { operation: "deleted" });
  const again = changeView(30, { operation: "created" });
  expect(restoredChange([again, gone, first], again)).toBe(again.id);
  expect(restoredChange([again, gone, first], gone)).toBe(first.id);
  expect(restoredChange([gone, first], gone)).toBeNull();
});
