import { describe, expect, it } from "vitest";
import { kinds } from "../../kinds/kinds.ts";
import { rules } from "./index.ts";

describe("the rules", () => {
  it("have names of their own", () => expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length));

  it("are for kinds that the mesh has", () => {
    const known = new Set(kinds.filter((kind) => kind.mesh !== null).map(({ kind }) => kind));
    expect(rules.flatMap((rule) => rule.kinds).filter((kind) => !known.has(kind))).toEqual([]);
  });
});
