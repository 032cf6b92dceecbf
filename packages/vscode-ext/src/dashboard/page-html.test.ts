import { describe, expect, it } from "vitest";
import { pageHtml } from "./page-html.ts";

const place = {
  mesh: "mesh:prod",
  title: "Dashboard",
  base: "https://file.example/dist/dashboard/",
  source: "https://*.example",
  nonce: "n0nce",
};

describe("the page in a webview", () => {
  it("runs scripts and has styles of its own folder, and asks nobody else", () => {
    const [, escaped = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(place)) ?? [];
    const policy = escaped.replaceAll("&#39;", "'");
    const directives = Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));
    expect(directives["default-src"]).toEqual(["'none'"]);
    expect(directives["script-src"]).toEqual(["'nonce-n0nce'", place.source]);
    expect(directives["connect-src"]).toEqual([place.source]);
    expect(policy).not.toContain("unsafe");
    expect(pageHtml(place).match(/<script/g)).toHaveLength(1);
  });

  it("holds a mesh's name as a text, whatever is in it", () => {
    const html = pageHtml({ ...place, mesh: `mesh:"><img src=x onerror=alert(1)>`, title: "</title><script>alert(1)</script>" });
    expect(html).not.toContain("<img");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('data-mesh="mesh:&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
  });
});
