import { describe, expect, it } from "vitest";
import { wantsColour } from "./wants-colour.ts";

describe("colour", () => {
  it.each([
    ["auto", {}, true, true],
    ["auto", {}, false, false],
    ["auto", { TERM: "dumb" }, true, false],
    ["auto", { NO_COLOR: "1" }, true, false],
    ["auto", { NO_COLOR: "" }, true, true],
    ["auto", { FORCE_COLOR: "1" }, false, true],
    ["auto", { FORCE_COLOR: "0" }, true, false],
    ["auto", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["always", { NO_COLOR: "1" }, false, true],
    ["never", { FORCE_COLOR: "1" }, true, false],
  ] as const)("--color=%s, %j, terminal %s: %s", (flag, env, isTerminal, colour) => {
    expect(wantsColour({ flag, env, isTerminal })).toBe(colour);
  });
});
