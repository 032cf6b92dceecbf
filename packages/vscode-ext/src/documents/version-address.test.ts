import { describe, expect, it } from "vitest";
import { reviews } from "../testing/changes.ts";
import { addressIn, queryOf, type ShownText } from "./version-address.ts";

const shown: ShownText[] = [
  { kind: "before", change: "00112233" },
  { kind: "after", change: "00112233" },
  { kind: "last" },
  { kind: "live" },
  { kind: "file", uri: "file:///work/a%20b.yaml" },
];

describe("the address of a version", () => {
  it.each(shown)("is read as it was written: %j", (one) => {
    const address = { mesh: "prod", object: reviews, shown: one };
    expect(addressIn(queryOf(address))).toEqual(address);
  });

  it("keeps a hostile name a name", () => {
    const object = { ...reviews, name: '"},"mesh":"other', namespace: "__proto__\ud800" };
    expect(addressIn(queryOf({ mesh: "prod", object, shown: { kind: "last" } }))).toEqual({
      mesh: "prod",
      object,
      shown: { kind: "last" },
    });
  });

  const good = { mesh: "prod", object: reviews, shown: { kind: "last" } };
  it.each([
    ["no JSON", "mesh=prod"],
    ["no object", JSON.stringify({ ...good, object: null })],
    ["a name that is none", JSON.stringify({ ...good, object: { ...reviews, name: 7 } })],
    ["a name longer than any", JSON.stringify({ ...good, object: { ...reviews, name: "x".repeat(5000) } })],
    ["a version without its change", JSON.stringify({ ...good, shown: { kind: "after" } })],
    ["a version of no kind", JSON.stringify({ ...good, shown: { kind: "shell", change: "x" } })],
    ["a list", "[]"],
    ["null", "null"],
  ])("is none with %s", (_, query) => expect(addressIn(query)).toBeNull());
});
