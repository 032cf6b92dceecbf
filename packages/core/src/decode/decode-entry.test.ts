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
  const withHeaders = (headers: object): string => JSON.stringify({ ...eventOf({ verb: "create", at: 1 }), requestObject: { headers } });
  const headersIn = (line: string): unknown => decodeLine(Buffer.from(line))[0]?.event?.requestObject;

  it("are those of the event, whatever another event was written to be taken for", () => {
    const [first, second] = [
      { a: [], "\\": 0, 'k:{\\"type\\":\\"H': 0 },
      { a: {}, '"': 0, 'k:{"type":"Healt"}': 0 },
    ];
    expect(headersIn(withHeaders(first))).toEqual({ headers: first });
    expect(headersIn(withHeaders(second))).toEqual({ headers: second });
  });
});
