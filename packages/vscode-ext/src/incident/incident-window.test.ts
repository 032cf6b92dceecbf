import { utc } from "@meshaudit/client";
import { describe, expect, it } from "vitest";
import { now } from "../testing/changes.ts";
import { isNow, lengthProblem, momentIn, nothingChanged, timeProblem, windowWords } from "./incident-window.ts";

const clock = { now, zone: utc };
const minutes = (count: number): number => count * 60_000;

describe("the time of an incident", () => {
  it.each([
    ["", "2026-11-24T12:30:00.000Z"],
    ["now", "2026-11-24T12:30:00.000Z"],
    ["12:05", "2026-11-24T12:05:00.000Z"],
    ["14:05", "2026-11-23T14:05:00.000Z"],
    ["yesterday 14:05", "2026-11-23T14:05:00.000Z"],
    ["2026-11-24T14:05:00+05:00", "2026-11-24T09:05:00.000Z"],
    ["2h ago", "2026-11-24T10:30:00.000Z"],
  ])("%j is %s", (text, time) => {
    expect(timeProblem(text, clock)).toBeNull();
    expect(new Date(momentIn(text, clock)).toISOString()).toBe(time);
  });

  it("says while it is typed what is wrong with it", () => {
    expect(timeProblem("yesterd", clock)).toMatch(/is no time: write one as/);
    expect(timeProblem("2026-12-24", clock)).toBe("That time is yet to come.");
    expect(lengthProblem("15")).toMatch(/is no length of time: write one as/);
    expect(lengthProblem("1d12h")).toBeNull();
  });

  it("moves on only when it is now", () => expect([" ", "now", "14:05"].map(isNow)).toEqual([true, true, false]));

  it("titles the view", () => {
    expect(windowWords({ at: now, length: minutes(15) }, clock)).toEqual({
      title: "Around Nov 24 12:30",
      description: "12:15 to 12:45 UTC",
    });
  });

  it("says of an empty window where there is something to see", () => {
    const window = { at: now, length: minutes(5) };
    expect(nothingChanged(window, { from: now - minutes(120), to: now - minutes(60) }, clock)).toBe(
      "Nothing of the mesh changed from 12:25 to 12:35 UTC. The log has only events from 10:30 to 11:30 UTC: choose a time within, or another log.",
    );
    expect(nothingChanged(window, { from: now - minutes(120), to: now }, clock)).toMatch(/a wider window may show more/);
    expect(nothingChanged(window, null, clock)).toMatch(/A wider window/);
  });
});
