import { utc } from "@meshaudit/client";
import { describe, expect, it } from "vitest";
import { changeView, now, reviews } from "../testing/changes.ts";
import { changeTitle, fileTitle, liveTitle, versionsTitle } from "./diff-title.ts";

const clock = { now, zone: utc };

describe("the title of a diff", () => {
  it("names the object, who and when", () => {
    expect(changeTitle(reviews, changeView(185), clock)).toBe("VirtualService bookinfo/reviews: alice@example.com, 3 hours ago");
    expect(versionsTitle(reviews, changeView(185), changeView(5), clock)).toBe(
      "VirtualService bookinfo/reviews: alice@example.com, 3 hours ago ↔ alice@example.com, 5 minutes ago",
    );
    expect(fileTitle(reviews, null, clock)).toBe("VirtualService bookinfo/reviews: last known ↔ this file");
    expect(liveTitle(reviews)).toBe("VirtualService bookinfo/reviews: live ↔ this file");
  });

  it("stays a title, whatever the names", () => {
    const change = changeView(5, { actor: { ...changeView(5).actor, user: "\u202eevil\n".repeat(100_000) } });
    const title = changeTitle({ ...reviews, name: "{1}".repeat(100_000) }, change, clock);
    expect(title.length).toBeLessThan(200);
    expect(title).not.toMatch(/[\n\u202e]/);
  });
});
