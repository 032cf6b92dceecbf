import fc from "fast-check";
import { Marked, type Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { targetOf } from "../host/change-target.ts";
import type { PlaceView } from "../protocol/file-view.ts";
import { changeView, clock, reviews } from "../testing/changes.ts";
import { hoverMarkdown } from "./hover-markdown.ts";

const range = { start: { line: 9, character: 6 }, end: { line: 9, character: 16 } };
const ours = ["meshaudit.openDiff", "meshaudit.thisFile.focus", "meshaudit.blameObject", "meshaudit.copyMarkdown"];

const fieldWith = (text: string): PlaceView => {
  const made = changeView(3 * 24 * 60, {
    summary: text,
    verb: text,
    risks: [{ rule: text, level: "high", why: text }],
    actor: { ...changeView(1).actor, user: text, ip: text, client: { name: text, version: text, command: text } },
  });
  const key = "spec.http[name=default].route[host=reviews].weight";
  const did = { path: "spec.weight", key, fromPath: null, op: "changed" as const, before: text, after: 70 };
  const mesh = { key: "prod", name: text };
  const object = { ...reviews, name: text };
  return {
    kind: "field",
    field: {
      mesh,
      object,
      path: "spec.weight",
      key: text,
      range,
      state: "same",
      here: 70,
      there: 70,
      change: made,
      did,
      evidence: "exact",
    },
  };
};

const objectWith = (text: string): PlaceView => {
  const changes = [changeView(5, { summary: text }), changeView(60, { actor: { ...changeView(1).actor, user: text } })];
  const standing = { kind: "seen" as const, alive: false, changes: 4, last: changes[0] ?? null, contents: false, notes: [text] };
  const view = { index: 0, kind: text, name: text, object: reviews, range, head: range, standing, drift: [] };
  return { kind: "object", range, mesh: { key: "prod", name: text }, view, changes };
};

const marked = new Marked({ gfm: true, breaks: true });

const linksIn = (markdown: string): { hrefs: string[]; others: string[] } => {
  const hrefs: string[] = [];
  const others: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === "link") hrefs.push((token as Tokens.Link).href);
    else if (["image", "html", "table", "code", "heading", "blockquote", "hr", "def", "del", "checkbox"].includes(token.type))
      others.push(token.type);
  });
  return { hrefs, others };
};

/** What a link calls its command on; null when that is no target. */
const calledOn = (href: string) => {
  const [target]: unknown[] = JSON.parse(decodeURIComponent(href.slice(href.indexOf("?") + 1)));
  return targetOf(target);
};

describe("a hover", () => {
  it("tells of a field who, when, how, what it meant, what is risky, how it is known and where", () => {
    const { markdown, commands } = hoverMarkdown(fieldWith("x"), clock);
    expect(
      markdown
        .replaceAll(/\]\([^)]*\)/g, "]")
        .replaceAll("\\", "")
        .split(/ {2}\n|\n\n/),
    ).toEqual([
      "weight x -> 70",
      "**x**, 3 days ago (2026-11-21T12:30:00.000Z)",
      "x x x from x",
      "x",
      "**high risk:** x",
      "Exact: the log holds the resulting object.",
      "x · VirtualService bookinfo/x",
      "`x`",
      "[Show change] | [History] | [Blame] | [Copy as Markdown]",
    ]);
    expect(commands).toEqual(ours);
  });

  it("lists of an object its last changes, each with its difference, and how many more there are", () => {
    const { markdown } = hoverMarkdown(objectWith("x"), clock);
    expect(markdown.replaceAll(/\]\([^)]*\)/g, "]").replaceAll("\\", "")).toBe(
      [
        "**VirtualService bookinfo/reviews** · x",
        "The object was deleted from the mesh.  \nThe log keeps no contents of this object, so who set which value is not known.  \nx",
        "- **alice@example.com**, 5 minutes ago · x · [Show change]\n- **x**, 60 minutes ago · timeout of route default 3s -> 10s · [Show change]",
        "and 2 older changes",
        "[History] | [Blame] | [Copy as Markdown]",
      ].join("\n\n"),
    );
  });

  it("calls commands on what they take", () => {
    const text = "it's :) so (or) ~ \\";
    for (const href of linksIn(hoverMarkdown(fieldWith(text), clock).markdown).hrefs) {
      if (href.includes("?")) expect(calledOn(href)?.object.name).toBe(text);
    }
  });

  it("links to our commands and to nothing else, whatever events say", () => {
    const parts = [
      "](command:x)",
      "[a](command:x)",
      "![a](https://x.test)",
      "<b>",
      "`",
      "``",
      "www.x.test",
      "a@x.test",
      "|",
      "**",
      "\n",
      "\n\n# ",
      "$(zap)",
      "\\",
      ")",
      "\ud800",
      "\u202e",
    ];
    const hostile = fc.oneof(
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((some) => some.join("")),
      fc.string({ unit: "binary", maxLength: 30 }),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom(fieldWith, objectWith), (text, placeWith) => {
        const { markdown, commands } = hoverMarkdown(placeWith(text), clock);
        const { hrefs, others } = linksIn(markdown);
        expect(others).toEqual([]);
        expect(new Set(hrefs.map((href) => /^command:([^?]*)/.exec(href)?.[1]))).toEqual(new Set(commands));
        for (const href of hrefs) if (href.includes("?")) expect(calledOn(href)).not.toBeNull();
        for (const command of commands) expect(ours).toContain(command);
        expect(markdown.replaceAll("\\", "")).not.toContain("$(");
      }),
    );
  });

  it("stays short when names are long, without the links that would be too long", () => {
    const { markdown, commands } = hoverMarkdown(fieldWith("`".repeat(1_000_000)), clock);
    expect(markdown.length).toBeLessThan(10_000);
    expect(commands).toEqual(["meshaudit.thisFile.focus"]);
  });
});
