import { describe, expect, it } from "vitest";
import { createProgress } from "./progress.ts";

const record = (isTerminal: boolean) => {
  const written: string[] = [];
  let time = 0;
  const line = createProgress({ isTerminal, write: (text) => written.push(text), now: () => time });
  const at = (ms: number, bytes: number, total: number | null) => {
    time = ms;
    line.update({ bytes, total });
  };
  return { written, at, line };
};

describe("progress of a long read", () => {
  it("shows nothing within the first second, then bytes and percent, and goes away", () => {
    const { written, at, line } = record(true);
    at(900, 1e8, 1e9);
    expect(written).toEqual([]);
    at(1100, 2e8, 1e9);
    at(1110, 3e8, 1e9); // too soon after
    at(1300, 4.12e8, null);
    line.clear();
    expect(written).toEqual(["\r\u001b[Kreading the log: 200 MB of 1.0 GB, 20 %", "\r\u001b[Kreading the log: 412 MB", "\r\u001b[K"]);
  });

  it("shows nothing at all where there is no terminal", () => {
    const { written, at, line } = record(false);
    at(5000, 1, 2);
    line.clear();
    expect(written).toEqual([]);
  });
});
