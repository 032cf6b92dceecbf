import { describe, expect, it } from "vitest";
import { eventRows } from "./event-rows.ts";

describe("the rows of a search", () => {
  it("have who, what and the outcome in columns of their own, as far as the event tells", () => {
    const event = { verb: "get", user: { username: "alice@example.com" }, responseStatus: { code: 403 }, stage: "ResponseComplete" };
    const rows = [
      { time: "2026-11-24T12:00:00Z", event },
      { time: "2026-11-24T12:00:01Z", event: { user: ["odd"] } },
    ];
    const told = eventRows(["time", "event"], rows);
    expect(told?.rows).toEqual([
      { time: "2026-11-24T12:00:00Z", user: "alice@example.com", verb: "get", uri: null, code: 403, stage: "ResponseComplete", event },
      { time: "2026-11-24T12:00:01Z", user: null, verb: null, uri: null, code: null, stage: null, event: { user: ["odd"] } },
    ]);
  });

  it("are left as they are when a query chose the columns", () => {
    expect(eventRows(["event", "time"], [])).toBeNull();
  });
});
