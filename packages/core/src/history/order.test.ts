import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventOf, goneStatus, virtualService, type Said } from "../testing/events.ts";
import { orderTouches } from "./order.ts";
import { foldRequests } from "./request.ts";
import { touchesOf } from "./touch.ts";

const orderOf = (...said: Said[]): string[] =>
  orderTouches(foldRequests(said.map(eventOf)).flatMap(touchesOf)).map(({ request }) => request.event.auditID);

describe("the order of an object's touches", () => {
  it("is that of resourceVersions, whatever the clocks of the API servers say", () => {
    const late = { auditID: "first", verb: "patch", at: 9, response: virtualService(99, {}) };
    const early = { auditID: "second", verb: "patch", at: 1, response: virtualService(100, {}) };
    expect(orderOf(early, late)).toEqual(["first", "second"]);
  });

  it("puts what has no resourceVersion after the highest one whose time is not later", () => {
    const before = { auditID: "a", verb: "patch", at: 1, response: virtualService(5, {}) };
    const after = { auditID: "c", verb: "patch", at: 3, response: virtualService(6, {}) };
    expect(orderOf({ auditID: "b", verb: "patch", at: 2, code: 409 }, after, before)).toEqual(["a", "b", "c"]);
  });

  it("puts a delete that is done last in its uid, though its server's clock is behind", () => {
    const change = { auditID: "change", verb: "patch", at: 5, response: virtualService(7, {}) };
    const gone = { auditID: "gone", verb: "delete", at: 4, request: { kind: "DeleteOptions" }, response: goneStatus() };
    const again = { auditID: "again", verb: "create", at: 6, response: virtualService(9, {}, { uid: "uid-2" }) };
    expect(orderOf(again, gone, change)).toEqual(["change", "gone", "again"]);
  });

  it("puts a delete before the next life, though its server's clock is ahead", () => {
    const first = { auditID: "first", verb: "create", at: 1, response: virtualService(7, {}) };
    const gone = { auditID: "gone", verb: "delete", at: 9, request: { kind: "DeleteOptions" }, response: goneStatus() };
    const again = { auditID: "again", verb: "create", at: 3, response: virtualService(9, {}, { uid: "uid-2" }) };
    expect(orderOf(again, gone, first)).toEqual(["first", "gone", "again"]);
  });

  it("tells by managedFields which of several writes made their one resourceVersion, whatever the clocks say", () => {
    const managed = { managedFields: [{ manager: "argocd", operation: "Apply", time: "2026-11-24T12:00:05Z", fieldsV1: {} }] };
    const made: Said = { auditID: "made", verb: "patch", at: 5, query: "fieldManager=argocd", response: virtualService(7, {}, managed) };
    const noop: Said = {
      auditID: "noop",
      verb: "patch",
      at: 4,
      query: "fieldManager=kubectl-patch",
      response: virtualService(7, {}, managed),
    };
    const based: Said = {
      auditID: "based",
      verb: "patch",
      at: 3,
      request: { metadata: { resourceVersion: "7" } },
      response: virtualService(7, {}, managed),
    };
    expect(orderOf(based, noop, made)).toEqual(["made", "noop", "based"]);
  });

  it("does not depend on the order of the input", () => {
    const said: Said[] = [
      { verb: "create", at: 0, response: virtualService(1, {}) },
      { verb: "get", at: 1, response: virtualService(1, {}) },
      { verb: "patch", at: 1, response: virtualService(3, {}) },
      { verb: "patch", at: 2, code: 403 },
      { verb: "delete", at: 3, response: goneStatus() },
    ];
    const expected = orderOf(...said);
    fc.assert(
      fc.property(fc.shuffledSubarray(said, { minLength: said.length }), (shuffled) => {
        expect(orderOf(...shuffled)).toEqual(expected);
      }),
    );
  });
});
