import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { realLines, realLog } from "../testing/real-log.ts";
import { createDecoder, type PlacedPiece } from "./decoder.ts";

function decode(input: Buffer, blockBytes: number): PlacedPiece[] {
  const pieces: PlacedPiece[] = [];
  const decoder = createDecoder((piece, raw) => {
    if (piece.bytes === raw.length) expect(Buffer.compare(raw, input.subarray(piece.offset, piece.offset + piece.bytes))).toBe(0);
    pieces.push(piece);
  });
  const block = Buffer.alloc(blockBytes);
  for (let at = 0; at < input.length; at += blockBytes) {
    // A reader uses its block again and again.
    const bytes = input.copy(block, 0, at, at + blockBytes);
    decoder.push(block.subarray(0, bytes));
  }
  decoder.end();
  return pieces;
}

const someLines = realLines.slice(1700, 1760);
const someEvents = someLines.map((line) => JSON.parse(line.toString("utf8")) as object);
const told = (pieces: PlacedPiece[]): unknown[] => pieces.map(({ event, reason }) => event ?? reason);

describe("an input", () => {
  it("is decoded line by line, each with its number and offset", () => {
    const pieces = decode(realLog, 1 << 16);
    expect(pieces).toHaveLength(realLines.length);
    expect(pieces.map(({ line }) => line)).toEqual(realLines.map((_, index) => index + 1));
    expect(pieces.at(-1)).toMatchObject({ ended: true, offset: realLog.length - (realLines.at(-1)?.length ?? 0) - 1 });
  });

  it("may lack its last line end; a torn last line is told as such", () => {
    const cut = realLog.subarray(0, -40);
    expect(decode(cut, 4096).at(-1)).toMatchObject({ ended: false, reason: "not whole JSON", line: realLines.length });
  });

  it.each([
    ["pretty-printed events", someEvents.map((event) => JSON.stringify(event, null, 2)).join("\n")],
    ["a list of events", JSON.stringify(someEvents)],
    ["a pretty-printed list", JSON.stringify(someEvents, null, 1)],
    ["a pretty-printed EventList", JSON.stringify({ apiVersion: "audit.k8s.io/v1", items: someEvents, kind: "EventList" }, null, 2)],
    [
      "an EventList opened on the first line",
      `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\n${someLines.map(String).join(",\n")}\n]}\n`,
    ],
    [
      "EventLists on one line each",
      someEvents.map((event) => JSON.stringify({ kind: "EventList", apiVersion: "audit.k8s.io/v1", items: [event] })).join("\n"),
    ],
  ])("may be %s", (_, text) => {
    const input = Buffer.from(text);
    for (const blockBytes of [1, 100, 1 << 20]) expect(told(decode(input, blockBytes))).toEqual(someEvents);
    for (const { line, offset } of decode(input, 100))
      expect(line).toBe(text.slice(0, input.toString("utf8", 0, offset).length).split("\n").length);
  });

  it("loses no document to garbage between two, or to one that is cut short", () => {
    const [first = {}, second = {}] = someEvents;
    const text = `${JSON.stringify(first, null, 2)}\nnot JSON\n${JSON.stringify(second, null, 2)}\n{\n"kind":`;
    expect(told(decode(Buffer.from(text), 50))).toEqual([first, "not JSON", second, "cut short at the end of the input"]);
  });

  it("rejects a line of over 64 MiB without holding it, and reads on", () => {
    const pieces: PlacedPiece[] = [];
    const decoder = createDecoder((piece) => pieces.push(piece));
    const block = Buffer.alloc(1 << 20, "x");
    for (let count = 0; count < 65; count++) decoder.push(block);
    decoder.push(Buffer.from(`\n${String(realLines[0])}\n`));
    decoder.end();
    expect(pieces).toMatchObject([
      { bytes: 65 << 20, reason: "longer than 64 MiB", line: 1 },
      { reason: null, line: 2, offset: (65 << 20) + 1 },
    ]);
  });
});

/** What may stand between pieces. */
const isBetween = (bytes: Buffer): boolean => /^[\s\ufeff]*$/.test(bytes.toString("utf8"));

const mutated = fc
  .tuple(fc.nat(someLines.length - 1), fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 4 }), fc.boolean())
  .map(([index, changes, cut]) => {
    const line = Buffer.from(someLines[index] ?? "");
    for (const [at, byte] of changes) line[at % line.length] = byte;
    return cut ? line.subarray(0, (changes[0]?.[0] ?? 0) % line.length) : Buffer.concat([line, Buffer.from("\n")]);
  });

describe("any byte stream", () => {
  it("is accounted for: pieces in order, nothing but blanks between them, the same however it is cut", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            mutated,
            fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          ),
          { maxLength: 6 },
        ),
        fc.integer({ min: 1, max: 5000 }),
        (parts, blockBytes) => {
          const input = Buffer.concat(parts);
          const pieces = decode(input, blockBytes);
          expect(pieces).toEqual(decode(input, 1 << 20));
          const [first] = input
            .toString("latin1")
            .replace(/^\xef\xbb\xbf/, "")
            .trimStart();
          if (first === "[" || first === "{") return;
          let end = 0;
          for (const { offset, bytes } of pieces) {
            expect(offset).toBeGreaterThanOrEqual(end);
            expect(isBetween(input.subarray(end, offset))).toBe(true);
            end = offset + bytes;
          }
          expect(isBetween(input.subarray(end))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
