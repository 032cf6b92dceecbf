import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import type { JsonObject } from "../model/json.ts";
import type { ObjectPattern } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { eventOf, virtualService, type Said } from "../testing/events.ts";
import { touches, trimEvent } from "./touches.ts";

const reviews: ObjectPattern = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };
const anywhere: ObjectPattern = { ...reviews, namespace: null };
const everyOne: ObjectPattern = { ...reviews, name: null };
const wholeGroup: ObjectPattern = { group: "networking.istio.io", resource: null, namespace: null, name: null };
const select = (pattern: ObjectPattern, more: Partial<EventSelector> = {}): EventSelector => ({ ...noEvents, objects: [pattern], ...more });

const named = (name: string, namespace = "bookinfo"): JsonObject => virtualService(1, {}, { name, namespace });
const listOf = (...items: JsonObject[]): JsonObject => ({ kind: "VirtualServiceList", apiVersion: "networking.istio.io/v1", items });
const event = (said: Partial<Said>): AuditEvent => eventOf({ verb: "get", at: 1, ...said });
const clusterWide = (found: AuditEvent): AuditEvent => ({
  ...found,
  objectRef: { resource: "virtualservices", apiGroup: "networking.istio.io" },
});

describe("an event touches an object", () => {
  it.each<[string, AuditEvent, ObjectPattern, boolean]>([
    ["by its name, whatever the verb", event({ verb: "delete" }), reviews, true],
    ["by its name, on a subresource", event({ verb: "update", subresource: "status" }), reviews, true],
    ["but not another name", event({ name: "ratings" }), reviews, false],
    ["nor another namespace", event({ namespace: "staging" }), reviews, false],
    ["nor another group", event({ group: "example.com" }), reviews, false],
    ["in any namespace", event({ namespace: "staging" }), anywhere, true],
    ["of any name", event({ name: "ratings" }), everyOne, true],
    ["of any resource of a group", event({ resource: "gateways" }), wholeGroup, true],
    ["in a list's items", event({ verb: "list", response: listOf(named("ratings"), named("reviews")) }), reviews, true],
    ["but not in a list without it", event({ verb: "list", response: listOf(named("ratings")) }), reviews, false],
    [
      "in a list of all namespaces, by its own namespace",
      clusterWide(event({ verb: "list", response: listOf(named("reviews", "staging")) })),
      reviews,
      false,
    ],
    ["in a list of all namespaces", clusterWide(event({ verb: "list", response: listOf(named("reviews")) })), reviews, true],
    [
      "in a row of a table",
      event({ verb: "list", response: { kind: "Table", rows: [{ object: { metadata: { name: "reviews", namespace: "bookinfo" } } }] } }),
      reviews,
      true,
    ],
    ["by the name a created one was given", event({ verb: "create", name: "", response: named("reviews") }), reviews, true],
    ["by a deletecollection that lists it", event({ verb: "deletecollection", response: listOf(named("reviews")) }), reviews, true],
    ["but not by one that lists others", event({ verb: "deletecollection", response: listOf(named("ratings")) }), reviews, false],
    [
      "nor by one that found nothing",
      event({ verb: "deletecollection", response: { kind: "PartialObjectMetadataList", items: null } }),
      reviews,
      false,
    ],
    ["by one that does not say what it took", event({ verb: "deletecollection", level: "Metadata" }), reviews, true],
    ["but not by one in another namespace", event({ verb: "deletecollection", namespace: "staging" }), reviews, false],
    ["nor by one that was refused", event({ verb: "deletecollection", code: 403 }), reviews, false],
    ["a refused list is an attempt on the collection, not on a name", event({ verb: "list", code: 403 }), reviews, false],
    ["a refused list is an attempt on the collection", event({ verb: "list", code: 403 }), everyOne, true],
    ["a refused create names nothing", event({ verb: "create", code: 403, name: "" }), everyOne, true],
    [
      "a Namespace lies in no namespace, though the API server notes its own name",
      event({ verb: "delete", group: "", resource: "namespaces", name: "staging", namespace: "staging" }),
      { group: "", resource: "namespaces", namespace: "", name: "staging" },
      true,
    ],
  ])("%s", (_, found, pattern, expected) => {
    expect(touches(found, select(pattern))).toBe(expected);
  });

  it("never when its URL is no resource", () => {
    const { objectRef: _, ...found } = event({});
    expect(touches(found, select({ group: null, resource: null, namespace: null, name: null }))).toBe(false);
    expect(touches(found, { ...noEvents, everything: true })).toBe(true);
  });

  it("or is asked for by its audit ID", () => {
    expect(touches(event({ auditID: "x" }), { ...noEvents, auditIDs: ["x"] })).toBe(true);
  });

  it("within a span, both ends included", () => {
    const time = Date.parse(event({}).stageTimestamp);
    expect(touches(event({}), select(reviews, { from: time, to: time }))).toBe(true);
    expect(touches(event({}), select(reviews, { from: time + 1 }))).toBe(false);
    expect(touches(event({}), select(reviews, { to: time - 1 }))).toBe(false);
  });

  it("when only changes are asked for: by writing, or by a read that was refused", () => {
    const only = (said: Partial<Said>): boolean => touches(event(said), select(reviews, { mutatingOnly: true }));
    expect([only({ verb: "patch" }), only({ verb: "delete", code: 404 }), only({ code: 403 }), only({ code: 401 })]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([only({}), only({ code: 404 })]).toEqual([false, false]);
  });
});

describe("a collection's answer is cut to what is asked for", () => {
  const list = event({ verb: "list", response: listOf(named("ratings"), named("reviews"), named("details")) });

  it("by name", () => {
    expect(trimEvent(list, select(reviews)).responseObject).toEqual(listOf(named("reviews")));
  });

  it("not at all when all of them are, or the event itself is", () => {
    expect(trimEvent(list, select(everyOne))).toBe(list);
    expect(trimEvent(list, { ...noEvents, auditIDs: [list.auditID] })).toBe(list);
  });
});
