import { utc } from "@meshaudit/client";
import { describe, expect, it } from "vitest";
import { changeView, now, reviews } from "../testing/changes.ts";
import { changeMarkdown } from "./change-markdown.ts";

const clock = { now, zone: utc };

describe("a change as Markdown", () => {
  it("says what was changed, by whom, when, how, and how that is known", () => {
    const lines = changeMarkdown({ object: reviews, change: changeView(30) }, clock)
      .replaceAll("\\", "")
      .replaceAll("\u200b", "")
      .split("\n");
    expect(lines).toEqual([
      "**VirtualService bookinfo/reviews**: timeout of route default 3s -> 10s",
      "",
      "- **Who:** alice@example.com",
      "- **When:** 2026-11-24T12:00:00.000Z",
      "- **How:** kubectl v1.37.2 edit",
      "- **From:** 10.0.0.7",
      "- **Evidence:** exact",
      "- **Audit ID:** `0f0e`",
      "",
    ]);
  });

  it("holds no markup of a stranger's, and pages nobody", () => {
    const summary = "[x](command:y)\n# h <img src=x> @channel $(alert)";
    const change = changeView(30, { summary, auditID: "`@here` [a](b)" });
    const markdown = changeMarkdown({ object: { ...reviews, name: "a|b**" }, change }, clock);
    expect(markdown).not.toMatch(/(?<!\\)[[<]x|^#|@(?:channel|here)|(?<!\\)\*\*b/m);
    expect(markdown.split("\n")).toHaveLength(9);
  });
});
