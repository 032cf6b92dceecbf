import { describe, expect, it } from "vitest";
import { compareResourceVersions } from "./resource-version.ts";

describe("compareResourceVersions", () => {
  it("orders integers of any length by value, not as text and not as doubles", () => {
    const versions = ["9", "10", "1000000000000000000001", "1000000000000000000000", "0099"];
    expect(versions.toSorted(compareResourceVersions)).toEqual(["9", "10", "0099", "1000000000000000000000", "1000000000000000000001"]);
  });
});
