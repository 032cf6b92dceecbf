import { describe, expect, it } from "vitest";
import { alice, changeView, reviews } from "../testing/changes.ts";
import { targetOf } from "./change-target.ts";

const target = { mesh: "prod", object: reviews, change: changeView(4) };

describe("what a command is called on", () => {
  it("is a target, or a row that has one", () => {
    expect(targetOf(target)).toEqual(target);
    expect(targetOf({ key: "a", label: "b", target })).toEqual(target);
    expect(targetOf({ ...target, change: null })).toEqual({ ...target, change: null });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", "reviews"],
    ["a row without one", { label: "b", target: null }],
    ["no mesh", { ...target, mesh: null }],
    ["half an object", { ...target, object: { ...reviews, name: 1 } }],
    ["no word of a change", { mesh: "prod", object: reviews }],
    ["half a change", { ...target, change: { id: "a" } }],
    ["a change by nobody", { ...target, change: { ...target.change, actor: { ...alice, user: undefined } } }],
    ["an unknown operation", { ...target, change: { ...target.change, operation: "exploded" } }],
    ["what only its prototype has", Object.create(target)],
  ])("is not %s", (_, argument) => expect(targetOf(argument)).toBeNull());
});
