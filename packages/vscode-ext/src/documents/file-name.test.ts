import { describe, expect, it } from "vitest";
import { reviews } from "../testing/changes.ts";
import { pathPart, savedName, tabPath } from "./file-name.ts";

describe("the name of a file with an object", () => {
  it("is the object's", () => {
    expect(tabPath(reviews)).toBe("/bookinfo/reviews.yaml");
    expect(tabPath({ ...reviews, namespace: "", name: "istio" })).toBe("/istio.yaml");
    expect(savedName(reviews)).toBe("reviews-virtualservice.yaml");
  });

  it.each([
    ["../../etc/passwd", "_.._etc_passwd"],
    ["..", "_"],
    ["", "_"],
    [".bashrc", "bashrc"],
    ["-rf", "rf"],
    ["a\\b:c\u0000d\u202e", "a_b_c_d_"],
    ["NUL", "_NUL"],
    ["com1.yaml", "_com1.yaml"],
    ["reviews.", "reviews"],
    ["x".repeat(1_000_000), "x".repeat(80)],
  ])("is never a path, a device or hidden: %j", (text, part) => expect(pathPart(text)).toBe(part));
});
