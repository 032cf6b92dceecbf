import { describe, expect, it } from "vitest";
import { utc } from "@meshaudit/client";
import { now, searched } from "../testing/answers.ts";
import { bytes, count, counted } from "./amount.ts";
import { searchedLine } from "./searched.ts";

const line = (changed: Partial<typeof searched>) => searchedLine({ ...searched, ...changed }, { now, zone: utc });

describe("what was searched", () => {
  it.each([
    [{}, "searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)"],
    [
      { everyLineParsed: false, parsed: 35 },
      "searched 2.3 MB of 1 file, 12:18 to 12:19 UTC, 35 events parsed, contents known (RequestResponse)",
    ],
    [
      { levels: ["Metadata" as const], sources: ["a", "b"] },
      "searched 2,435 events of 2 files, 12:18 to 12:19 UTC, no contents (Metadata)",
    ],
    [
      { levels: ["Metadata" as const, "Request" as const] },
      "searched 2,435 events of 1 file, 12:18 to 12:19 UTC, levels Metadata, Request",
    ],
    [
      { sources: ["stdin"], duplicate: 1, rejected: 2, levels: [] },
      "searched 2,435 events of standard input, 12:18 to 12:19 UTC, 1 duplicate, 2 pieces unreadable",
    ],
    [{ from: null, to: null, parsed: 0, levels: [] }, "searched 0 events of 1 file, no event in it"],
  ])("%j", (changed, text) => expect(line(changed)).toBe(text));
});

describe("amounts", () => {
  it("are read at a glance", () => {
    expect([count(1_290_000), counted(1, "file"), counted(0, "entry", "entries")]).toEqual(["1,290,000", "1 file", "0 entries"]);
    expect([1, 999, 1000, 2_345_596, 412e6, 999_600_000, 1.07e9].map(bytes)).toEqual([
      "1 byte",
      "999 bytes",
      "1.0 kB",
      "2.3 MB",
      "412 MB",
      "1.0 GB",
      "1.1 GB",
    ]);
  });
});
