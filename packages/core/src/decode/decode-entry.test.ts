import { describe, expect, it } from "vitest";
import { eventOf } from "../testing/events.ts";
import { decodeLine } from "./decode-line.ts";
import { maxNesting } from "./nesting.ts";

const bomb = `${"[".repeat(maxNesting)}${"]".repeat(maxNesting)}`;
const plain = JSON.stringify(eventOf({ verb: "get", at: 1 }));
const nested = plain.replace(/}$/, `,"requestObject":${bomb}}`);

const told = (line: string): (string | null)[] =>
  decodeLine(Buffer.from(line)).map((piece) => piece.event?.auditID ?? String(piece.reason));

describe("an event nested without end", () => {
  it("is rejected before anything recurses on it", () => {
    expect(told(nested.replace("{", '{"kind":"Event","apiVersion":"audit.k8s.io/v1",'))).toEqual([`nested deeper than ${maxNesting}`]);
  });

  it("takes none of the others in its list along", () => {
    const list = `{"apiVersion":"audit.k8s.io/v1","items":[${plain},${nested},${plain}],"kind":"EventList"}`;
    expect(told(list)).toEqual(["get-1-reviews", `nested deeper than ${maxNesting}`, "get-1-reviews"]);
  });
});

describe("keys with escapes", () => {
  const event = { kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOf({ verb: "create", at: 1 }) };
  const decoded = (requestObject: object): unknown =>
    decodeLine(Buffer.from(JSON.stringify({ ...event, requestObject })))[0]?.event?.requestObject;

  it.each([
    [
      { a: [], "\\": 0 },
      { a: {}, '"': 0 },
    ],
    [
      { b: [], 'k:{\\"type\\":\\"Heal': 0 },
      { b: {}, 'k:{"type":"Healt"}': 0 },
    ],
  ])("are those of the event, whatever was written to be taken for them: %j, %j", (before, after) => {
    expect(decoded(before)).toEqual(before);
    expect(decoded(after)).toEqual(after);
  });
});
