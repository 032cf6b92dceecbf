import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configFrom } from "./config.ts";
import { withQuery } from "./edit-queries.ts";

const path = "config.yaml";
const written = `# ours
meshes:
  - name: shop # the shop
    sources: [/a.log]
queries:
  # who deletes
  deletions: 'verb: delete'
later: true
`;

describe("saved queries", () => {
  it("are kept in the config file beside all else, many lines as they are", () => {
    const query = `* | SELECT "user.username",\n  count(*) AS n -- 'all'\nFROM requests`;
    const text = withQuery(written, path, "by-user", query);
    for (const kept of ["# ours", "# the shop", "# who deletes", "later: true"]) expect(text).toContain(kept);
    const { queries, meshes } = configFrom(parse(text), path);
    expect([...(queries ?? [])]).toEqual([
      ["deletions", "verb: delete"],
      ["by-user", query],
    ]);
    expect(meshes).toHaveLength(1);
    expect(configFrom(parse(withQuery(null, path, "a", "*")), path).queries).toEqual(new Map([["a", "*"]]));
  });

  it("take the place of one of the same name, and can be taken out", () => {
    const text = withQuery(written, path, "deletions", "verb: deletecollection");
    expect(configFrom(parse(text), path).queries).toEqual(new Map([["deletions", "verb: deletecollection"]]));
    expect(configFrom(parse(withQuery(text, path, "deletions", null)), path).queries).toBeUndefined();
  });

  it.each(["", "-a", "a b", "a/b", "$(id)", "__proto__", "a".repeat(64), "é"])("have no name such as %j", (name) =>
    expect(() => withQuery(written, path, name, "*")).toThrow(expect.objectContaining({ code: "argument-invalid" })),
  );

  it.each(["queries: [a]\n", "queries:\n  a: 1\n", "kind: Pod\n"])("are not written into what is no config: %j", (text) =>
    expect(() => withQuery(text, path, "a", "*")).toThrow(expect.objectContaining({ code: "config-invalid" })),
  );
});
