import { describe, expect, it } from "vitest";
import { crc32c } from "./crc32c.ts";

describe("crc32c", () => {
  it.each([
    ["nothing", Buffer.alloc(0), 0],
    ["the digits", Buffer.from("123456789"), 0xe3069283],
    // Source: RFC 3720, appendix B.4.
    ["32 zeros", Buffer.alloc(32), 0x8a9136aa],
    ["32 ones", Buffer.alloc(32, 0xff), 0x62a8ab43],
    ["ascending bytes", Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  ])("of %s", (_, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });

  it("goes on from the sum of what stands before", () => {
    const bytes = Buffer.from("the quick brown fox jumps over the lazy dog");
    for (let cut = 0; cut <= bytes.length; cut++) expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes));
  });
});
