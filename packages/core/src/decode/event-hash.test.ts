import { expect, it } from "vitest";
import { eventOf } from "../testing/events.ts";
import { eventHash } from "./event-hash.ts";

const event = eventOf({ verb: "patch", at: 1, request: { b: 1, a: [1, { d: 1, c: 2 }] } });

it("is the same for an event of another version, with its keys in another order", () => {
  const other = Object.fromEntries(
    Object.entries({
      ...event,
      requestObject: { a: [1, { c: 2, d: 1 }], b: 1 },
      kind: "Event",
      apiVersion: "audit.k8s.io/v1beta1",
    }).toReversed(),
  );
  expect(eventHash(other as unknown as typeof event)).toBe(eventHash(event));
});

it("is another for an event that shares the audit ID, which its client may choose", () => {
  expect(eventHash({ ...event, verb: "get" })).not.toBe(eventHash(event));
  expect(eventHash({ ...event, requestObject: { b: 1, a: [{ d: 1, c: 2 }, 1] } })).not.toBe(eventHash(event));
});
