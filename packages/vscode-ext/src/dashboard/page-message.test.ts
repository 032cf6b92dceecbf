import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageMessage } from "./page-message.ts";

describe("what the page says", () => {
  it.each([
    { type: "ask", id: 1, path: "report", parameters: "report=overview", body: null },
    { type: "ask", id: 2, path: "query", parameters: "", body: { text: "*" } },
    { type: "cancel", id: 2 },
    { type: "save", name: "by-verb.csv", text: "verb,n" },
    { type: "diff", object: "virtualservices.networking.istio.io/bookinfo/reviews", change: "a" },
  ])("is taken: %j", (message) => {
    expect(pageMessage(message)).toEqual(message);
  });

  it.each([
    ["no object", "ask"],
    ["nothing of ours", { type: "run", command: "workbench.action.terminal.new" }],
    ["a question without a number", { type: "ask", id: "1", path: "mesh", parameters: "", body: null }],
    ["a question whose body is none", { type: "ask", id: 1, path: "query", parameters: "", body: "*" }],
    ["a question as long as a book", { type: "ask", id: 1, path: "query", parameters: "", body: { text: "*".repeat(200_001) } }],
    ["a file in another folder", { type: "save", name: "../../.bashrc", text: "" }],
    ["a file without a text", { type: "save", name: "a.csv", text: 1 }],
    ["a difference of nothing", { type: "diff", object: null, change: "a" }],
  ])("is not taken when it is %s", (_what, message) => {
    expect(pageMessage(message)).toBe(null);
  });

  it("holds nothing but what was looked at, whatever was sent", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(pageMessage(value)).toBe(null);
      }),
    );
    expect(pageMessage({ type: "cancel", id: 1, command: "x" })).toEqual({ type: "cancel", id: 1 });
  });
});
