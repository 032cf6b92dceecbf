import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noFilters } from "./report-parameters.ts";
import { addressOf, filtersAt, firstView, pageNames, viewOf, type View } from "./view.ts";

const text = fc.option(fc.string({ minLength: 1, unit: "grapheme" }));
const time = fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") }).map((date) => date.toISOString()));
const filters = fc.record({
  from: time,
  to: time,
  namespace: text,
  by: text,
  kind: text,
  outcome: fc.constantFrom("any" as const, "succeeded" as const, "failed" as const, "denied" as const),
  code: fc.option(fc.integer({ min: 100, max: 599 })),
  network: fc.constantFrom(null, "internet" as const, "intranet" as const, { range: "10.0.0.0/8" }),
  system: fc.boolean(),
});
const views: fc.Arbitrary<View> = fc.record({
  page: fc.constantFrom(...pageNames),
  subject: text,
  filters,
  last: fc.constantFrom(null, "24h", "15m"),
  compare: fc.boolean(),
  query: text,
  change: text,
  object: text,
  request: text,
  colour: fc.constantFrom("person" as const, "risk" as const),
});

describe("a view", () => {
  it("is its address, whatever stands in it", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewOf(addressOf(view))).toEqual(view);
      }),
    );
  });

  it("can be made of any address", () => {
    fc.assert(
      fc.property(fc.string(), (address) => {
        expect(pageNames).toContain(viewOf(address).page);
      }),
    );
    expect(viewOf("")).toEqual(firstView);
    expect(viewOf("#/overview?outcome=odd&code=99&system=maybe")).toEqual(firstView);
  });

  it.each([
    ["15m", "2026-11-24T11:45:00.000Z"],
    ["24h", "2026-11-23T12:00:00.000Z"],
    ["30d", "2026-10-25T12:00:00.000Z"],
  ])("of the last %s begins at %s", (last, from) => {
    expect(filtersAt({ ...firstView, last }, Date.parse("2026-11-24T12:00:00Z"))).toEqual({ ...noFilters, from });
  });

  it("of a last that is no length has its own span", () => {
    expect(filtersAt({ ...firstView, last: "ever" }, 0)).toEqual(noFilters);
  });
});
