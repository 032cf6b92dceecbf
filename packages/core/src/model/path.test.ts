import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPath, parsePath, type Path } from "./path.ts";

describe("a path as text", () => {
  it.each<[Path, string]>([
    [[], ""],
    [["spec", "http", 0, "route", 1, "weight"], "spec.http[0].route[1].weight"],
    [["metadata", "labels", "app.kubernetes.io/name"], 'metadata.labels["app.kubernetes.io/name"]'],
    [["", "0", 0, 'a"]b'], '[""]["0"][0]["a\\"]b"]'],
  ])("%j is %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it("reads what people type", () => {
    expect(parsePath("metadata.labels['a b'].x-y")).toEqual(["metadata", "labels", "a b", "x-y"]);
  });

  it.each(["a b", "[", "[x]", '["a', '["a"', '["\\x"]', "a]"])("%s is none", (text) => {
    expect(parsePath(text)).toBeNull();
  });

  it("comes back from text, whatever its keys", () => {
    const step = fc.oneof(fc.nat(), fc.string(), fc.constantFrom("__proto__", "\ud800", "\\", '"]'));
    fc.assert(
      fc.property(fc.array(step), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
    const long = ["a b".repeat(5_000_000)];
    expect(parsePath(formatPath(long))).toEqual(long);
  });
});
