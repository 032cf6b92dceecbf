import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

const logged = (now = () => Date.parse("2026-11-24T12:00:00Z")) => {
  const lines: string[] = [];
  return { lines, log: createLog((line) => lines.push(line), now) };
};

describe("the log", () => {
  it("has one line of JSON an event, with level, time and message", () => {
    const { lines, log } = logged();
    log.info("listening", { url: "https://127.0.0.1:8443" });
    expect(lines).toEqual(['{"level":"info","time":"2026-11-24T12:00:00.000Z","msg":"listening","url":"https://127.0.0.1:8443"}']);
  });

  it("bounds and escapes what strangers wrote", () => {
    const { lines, log } = logged();
    log.warn("refused", { path: `/\u001b[2J\n\u202e${"x".repeat(1000)}` });
    expect(lines[0]).toMatch(/^[\x20-\x7e…]*$/);
    expect(lines[0]?.length).toBeLessThan(550);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ path: expect.stringMatching(/^\/\u001b\[2J\n\u202exxx/) });
  });

  it("says what can be caused at will once in ten seconds, and then how often it was", () => {
    let time = 0;
    const { lines, log } = logged(() => time);
    for (time = 0; time < 10_000; time += 100) log.seldom("refused", "warn", "refused", { reason: "no-credential" });
    expect(lines).toHaveLength(1);
    log.seldom("refused", "warn", "refused");
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ unsaid: 99 });
  });
});
