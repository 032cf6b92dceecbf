import { formatPath } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { fieldAt } from "./field-at.ts";
import { parseManifest } from "./parse-manifest.ts";

const text = `# routes
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews # whose
spec:
  base: &base {weight: 90, "sub set": v1}
  hosts:
    # here
    - a
  http:
    - *base
    - <<: *base
      weight: 10
  text: |
    line
  empty:
---
# between
---
apiVersion: v1
kind: Service
`;
const manifest = parseManifest(text);

/** What is at the first place of a text, some characters into it. */
const at = (place: string, into = 0): string | null | undefined => {
  const found = fieldAt(manifest, text.indexOf(place) + into);
  return found === null ? undefined : found.field && formatPath(found.field.path);
};

describe("at a place of a file", () => {
  it.each([
    ["kind", 0, "kind"],
    ["kind", 6, "kind"],
    ["name: reviews", 5, "metadata.name"],
    ["reviews", 7, "metadata.name"],
    ["metadata", 3, "metadata"],
    ["- a", 2, "spec.hosts[0]"],
    ["90", 1, "spec.base.weight"],
    ['"sub', 2, 'spec.base["sub set"]'],
    ["*base", 2, "spec.http[0]"],
    ["10", 0, "spec.http[1].weight"],
    ["    line", 6, "spec.text"],
    ["empty:", 6, "spec.empty"],
  ])("%j, %i further: %s", (place, into, path) => {
    expect(at(place, into)).toBe(path);
  });

  it("nothing is said where nothing of the object is written", () => {
    expect([at("  name", 1), at("<<: *base", 5), at("    - a", 1), at("{weight", 0)]).toEqual([null, null, null, null]);
  });

  it("nothing is there in comments and between objects", () => {
    expect([at("# routes", 3), at("# whose", 2), at("# here", 2), at("# between", 2), at("---\n#", 1)]).toEqual(Array(5).fill(undefined));
    expect(fieldAt(manifest, text.indexOf("Service\n", text.indexOf("between")))?.object.kind).toBe("Service");
  });
});
