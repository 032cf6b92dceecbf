import { describe, expect, it } from "vitest";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { eventOf, goneStatus, virtualService, type Said } from "../testing/events.ts";
import { heldPieces } from "./held-pieces.ts";
import { keptEvent } from "./kept.ts";
import { knownEvents, type KnownEvents } from "./known-events.ts";

const group = "networking.istio.io";
const resource = "virtualservices";

const known = (...said: Said[]): KnownEvents => {
  const events = knownEvents();
  events.add(said.map((one) => keptEvent(eventOf(one))));
  return events;
};

const find = (events: KnownEvents, object: Partial<EventSelector["objects"][number]>, more: Partial<EventSelector> = {}): string[] =>
  events
    .read({ ...noEvents, objects: [{ group, resource, namespace: null, name: null, ...object }], ...more })
    .events.map(({ verb, auditID }) => `${verb} ${auditID}`);

const patch = (at: number, name = "reviews", namespace = "bookinfo"): Said => ({ verb: "patch", at, name, namespace, auditID: String(at) });
const list = (at: number, ...versions: number[]): Said => ({
  verb: "list",
  at,
  auditID: String(at),
  response: {
    kind: "VirtualServiceList",
    items: versions.map((version) => virtualService(version, {}, { name: version < 10 ? "reviews" : "ratings" })),
  },
});

describe("known events", () => {
  it("are found by name, by namespace, by type and by group, whatever order they came in", () => {
    const events = known(patch(3), patch(1), patch(2, "ratings"), patch(4, "reviews", "staging"));
    expect(find(events, { namespace: "bookinfo", name: "reviews" })).toEqual(["patch 1", "patch 3"]);
    expect(find(events, { namespace: "bookinfo" })).toEqual(["patch 1", "patch 2", "patch 3"]);
    expect(find(events, { name: "reviews" })).toEqual(["patch 1", "patch 3", "patch 4"]);
    expect(find(events, { resource: null, namespace: "staging" })).toEqual(["patch 4"]);
    expect(find(events, { resource: "gateways" })).toEqual([]);
  });

  it("are found within a time", () => {
    const noon = Date.parse("2026-11-24T12:00:00Z");
    expect(find(known(patch(1), patch(2), patch(3)), { name: "reviews" }, { from: noon + 1500, to: noon + 2500 })).toEqual(["patch 2"]);
  });

  it("tell of a collection's deletion whoever may have been in it", () => {
    const events = known(patch(1), { verb: "deletecollection", at: 2, auditID: "2" });
    expect(find(events, { namespace: "bookinfo", name: "reviews" })).toEqual(["patch 1", "deletecollection 2"]);
    expect(find(events, { namespace: "bookinfo", name: "never-there" })).toEqual(["deletecollection 2"]);
    expect(find(events, { namespace: "staging", name: "reviews" })).toEqual([]);
  });

  it("are each known once", () => {
    const events = known(patch(1), patch(1));
    expect([events.count(), events.duplicates()]).toEqual([1, 1]);
    expect(events.add([keptEvent(eventOf(patch(1)))])).toEqual([]);
  });

  it("keep of a list what no earlier read showed", () => {
    const events = known(list(1, 5, 15), list(2, 5, 15), list(3, 6, 15));
    expect([find(events, { name: "reviews" }), find(events, { name: "ratings" })]).toEqual([["list 1", "list 3"], ["list 1"]]);
    expect(events.count()).toBe(2);
  });

  it("keep a read that is earlier than one that is known, and then tell of it alone", () => {
    expect(find(known(list(2, 5), list(1, 5)), { name: "reviews" })).toEqual(["list 1"]);
  });

  it("tell which objects new ones touch: all of a collection that was deleted", () => {
    const events = known(patch(1), patch(2, "ratings"), patch(3, "reviews", "staging"));
    const touched = events.add([keptEvent(eventOf({ verb: "deletecollection", at: 4 }))]);
    expect(touched.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(["bookinfo/reviews", "bookinfo/ratings"]);
  });

  it("tell how an object was before a time, from its last state on", () => {
    const get = (at: number): Said => ({ verb: "get", at, auditID: String(at), response: virtualService(at, {}) });
    const gone: Said = { verb: "delete", at: 200, auditID: "200", response: goneStatus() };
    const before = Date.parse("2026-11-24T12:05:00Z");
    const object = { group, resource, namespace: "bookinfo", name: "reviews" };
    expect(
      known(get(1), get(100), gone)
        .statesBefore([object], before)
        .map(({ verb }) => verb),
    ).toEqual(["delete"]);
  });

  it("keep apart names with slashes in them", () => {
    const events = known(patch(1, "c", "a/b"), patch(2, "b/c", "a"));
    expect(find(events, { namespace: "a", name: "b/c" })).toEqual(["patch 2"]);
  });
});

describe("held pieces", () => {
  it.each([0, 5, 1000])("are given back as they were put by, with %d bytes in memory", (inMemory) => {
    const pieces = heldPieces(inMemory);
    const texts = ["one", "", "another", "x".repeat(3_000_000), "last"];
    const numbers = texts.map((text) => pieces.add(Buffer.from(text)));
    expect(numbers.toReversed().map((number) => pieces.read(number).toString())).toEqual(texts.toReversed());
    expect(() => pieces.read(texts.length)).toThrow(RangeError);
    pieces.close();
    expect(() => pieces.read(0)).toThrow(RangeError);
  });
});
