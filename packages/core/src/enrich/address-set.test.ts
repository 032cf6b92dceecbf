import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressHex } from "./address-range.ts";
import { addressesHex, addressSet } from "./address-set.ts";

const set = (...texts: string[]) => addressSet(texts.map((text) => addressesHex(text) ?? { low: "?", high: "?" }));

const has = (addresses: ReturnType<typeof set>, text: string): boolean => addresses.has(addressHex(text) ?? "");

describe("a set of addresses", () => {
  it("has single ones, ranges, and what ranges have in common", () => {
    const some = set("10.0.0.0/16", "10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "203.0.113.7", "2001:db8::/32");
    for (const inside of ["10.0.0.0", "10.255.255.255", "11.0.0.1", "203.0.113.7", "::ffff:203.0.113.7", "2001:db8:ffff::1"])
      expect(has(some, inside), inside).toBe(true);
    for (const outside of ["9.255.255.255", "12.0.0.0", "203.0.113.6", "203.0.113.8", "2001:db9::", "no address", ""])
      expect(has(some, outside), outside).toBe(false);
    expect(has(set(), "10.0.0.1")).toBe(false);
    expect(has(set("0.0.0.0/0"), "255.255.255.255")).toBe(true);
    expect(has(set("0.0.0.0/0"), "2001:db8::1")).toBe(false);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "10/8", "1", "0x7f.1", "010.0.0.1", "2130706433", "::/129", "/8", "a/8", "10.0.0.1/", ""])(
    "is not made of %j",
    (text) => expect(addressesHex(text)).toBeNull(),
  );

  it("finds what a look at each range finds", () => {
    const address = fc.ipV4();
    const range = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([text, bits]) => `${text}/${bits}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(address, range), { maxLength: 30 }), address, (texts, asked) => {
        const hex = addressHex(asked) ?? "";
        const ranges = texts.flatMap((text) => addressesHex(text) ?? []);
        expect(addressSet(ranges).has(hex)).toBe(ranges.some(({ low, high }) => low <= hex && hex <= high));
      }),
    );
  });
});
