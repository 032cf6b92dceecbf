import { describe, expect, it } from "vitest";
import { utc } from "@meshaudit/client";
import type { MeshState } from "../protocol/mesh-state.ts";
import { statusText } from "./status-text.ts";

const clock = { now: Date.parse("2026-11-24T12:10:00Z"), zone: utc };
const state = (status: MeshState["status"], name = "prod"): MeshState => ({
  mesh: { key: "mesh:prod", name },
  sources: ["/logs/audit.log"],
  context: "prod",
  status,
});

describe("the status bar", () => {
  it("names the mesh, its log and the age of the last event", () => {
    const ready = { kind: "ready", events: 12, from: null, to: "2026-11-24T12:05:00Z", rejected: 0, problem: null } as const;
    expect(statusText(state(ready), clock)).toEqual({
      text: "$(history) prod",
      tooltip: "meshaudit: prod, last event 5 minutes ago\n/logs/audit.log",
      problem: false,
    });
  });

  it("says how far reading is", () => {
    expect(statusText(state({ kind: "reading", bytes: 50, total: 200 }), clock).text).toBe("$(sync~spin) prod 25 %");
    expect(statusText(state({ kind: "reading", bytes: 5e6, total: null }), clock).text).toBe("$(sync~spin) prod 5 MB");
  });

  it("says what is wrong, and what to do", () => {
    const failed = statusText(state({ kind: "failed", message: "no such file", hint: "choose another" }), clock);
    expect(failed).toEqual({ text: "$(warning) prod", tooltip: "meshaudit: no such file\nchoose another", problem: true });
  });

  it("says that the cluster cannot be asked, and what the demo is", () => {
    expect(statusText(state({ kind: "live", problem: "no answer from https://prod" }), clock)).toMatchObject({
      text: "$(warning) prod",
      tooltip: expect.stringContaining("no answer from https://prod"),
      problem: true,
    });
    expect(statusText({ ...state({ kind: "idle" }), mesh: { key: "demo", name: "the demo" } }, clock).tooltip).toContain("leave the demo");
  });

  it("shows no icon that a mesh's name asks for", () => {
    expect(statusText(state({ kind: "idle" }, "$(bug) x"), clock).text).toBe("$(history) $ (bug) x");
  });
});
