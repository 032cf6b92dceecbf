import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUnsafe } from "@meshaudit/client";
import type { Report } from "@meshaudit/core";
import { widthOf } from "../../terminal/width.ts";
import { options } from "../../testing/answers.ts";
import { deletionsBy, overview } from "../../testing/reports.ts";
import { barsOf } from "./bars.ts";
import { changeSince } from "./change-since.ts";
import { reportCsv } from "./report-csv.ts";
import { renderReportMarkdown } from "./report-markdown.ts";
import type { ReportView } from "./report-view.ts";
import { renderReport } from "./report.ts";
import { shareWords } from "./share.ts";
import { bar, sparkline } from "./sparkline.ts";
import { renderTrend, trendWords } from "./trend.ts";

const view = (changed: Partial<ReportView> = {}): ReportView => ({ ...options(), limit: 10, only: null, queryCommand: null, ...changed });
const text = (report: Report, changed: Partial<ReportView> = {}): string => renderReport(report, view(changed)).join("\n");

const points = (...amounts: number[]) =>
  amounts.map((y, index) => ({ x: new Date(Date.UTC(2026, 10, 24) + index * 60_000).toISOString(), y }));
const trend = (...amounts: number[]) => ({
  id: "t",
  title: "T",
  type: "trend" as const,
  query: "",
  series: [{ name: "all", points: points(...amounts) }],
});

/** Names as strangers choose them. */
const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "\u001b[31mred",
    "=HYPERLINK(1)",
    "a\nb",
    "</script>",
    "\u202egnp",
    "| x |",
    "@here",
    "x".repeat(253),
    "漢字".repeat(50),
    "",
  ),
);

describe("a report", () => {
  it("tells its totals, charts and tables, and what is empty in one line", () => {
    expect(text(overview(), { width: 80 })).toMatchInlineSnapshot(`
      "Overview
      the whole log, Nov 24 12:00:00 to 12:04:00 UTC

      2,501 requests       14 users              9 namespaces
         35 created        41 updated           12 deleted
         88 failed         60 denied             2 unauthenticated
        120 via Internet    8 of these denied
          3 exec            0 attach             1 port-forward
         12 deletions       4 deprecated

      Requests over time
        succeeded  ▂▂▂▂▁▁▁▁████▂▂▂▂  97 at most 80 per minute
        failed     ▁▁▁▁▁▁▁▁████▁▁▁▁   1 at most 1 per minute
                   12:00 to 12:04 UTC

      Operations by kind
                                                        SUCCEEDED  FAILED  ALL
        VirtualService  ██████████████████████████████        120      20  140
        Gateway         ▎                                       1       0    1

      Access by country
        Germany        ██████████████████████████████  100   45 %
        United States  █████████████████████            70   32 %
        unknown        ████████████                     40   18 %
        XX             ███                              10  4.5 %

      Deletions
      TIME             USER                        OBJECT                  SHARE  CODE
      Nov 24 12:01:02  alice@example.com           VirtualService reviews    0 %  200
      Nov 24 12:01:02  system:servic…n-controller  VirtualService reviews   33 %  403
      Nov 24 12:01:02  carol@example.com           VirtualService reviews   67 %  200

      empty: Attach

      searched 5,000 events of 1 file, 12:00 to 12:04 UTC, no contents (Metadata)"
    `);
  });

  it.each([40, 60, 80, 200])("fits %i columns, whatever strangers wrote, and does nothing to the terminal", (width) => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), hostile, fc.boolean(), (users, name, wide) => {
        const chart = {
          id: "c",
          title: "Who",
          type: "share" as const,
          query: name,
          series: [{ name, points: users.map((x) => ({ x, y: 1 })) }],
        };
        const line = { ...trend(1, 2), series: [{ name, points: points(...users.map(({ length }) => length)) }] };
        const lines = renderReport(overview({ tables: [deletionsBy(...users)], charts: [chart, line] }), view({ width, wide }));
        for (const each of lines) expect(widthOf(each), each).toBeLessThanOrEqual(width);
        expect(lines.filter(isUnsafe)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("shows as many rows as are wanted, and says what it leaves out", () => {
    const report = overview({ tables: [deletionsBy("a", "b", "c")] });
    expect(text(report, { limit: 2 })).toContain("\n1 more: --limit 0\n");
    expect(text(report, { limit: 0 })).not.toContain("--limit 0");
    expect(text(overview({ tables: [{ ...deletionsBy("a"), cut: true }] }))).toContain("only the first 1 are told");
  });

  it("shows one part alone, and names the parts where there is none of that name", () => {
    const alone = text(overview(), { only: "deletions" });
    expect(alone).toContain("carol@example.com");
    expect(alone).not.toContain("Requests over time");
    expect(() => text(overview(), { only: "deletion" })).toThrow(
      expect.objectContaining({ hint: "did you mean deletions? It has totals, trend, kinds, countries, deletions, attach" }),
    );
  });

  it("shows the queries in one line each, so that they can be copied", () => {
    const shown = text(overview(), { width: 60, queryCommand: (query) => `q '${query}'` });
    expect(shown).toContain("as a query: q 'verb: delete | SELECT time, user FROM requests'\n");
  });

  it("says what it is narrowed to, and what it is compared with", () => {
    const { filters, totals } = overview();
    const shown = text(
      overview({
        filters: {
          ...filters,
          from: "2026-11-24T10:00:00Z",
          namespace: "bookinfo",
          outcome: "denied",
          network: { range: "10.0.0.0/8" },
          system: false,
        },
        before: {
          from: "2026-11-24T07:30:00Z",
          to: "2026-11-24T10:00:00Z",
          totals: { ...(totals as never as Record<"requests", number>), requests: 2000 } as never,
        },
      }),
    );
    expect(shown.split("\n")[1]).toBe(
      "10:00 to 12:30 UTC · compared with 07:30 to 10:00 UTC · in namespace bookinfo · denied · from 10.0.0.0/8 · without the system's own components",
    );
    expect(shown).toMatch(/2,501 requests ▲ 25 % +14 users = +9 namespaces =\n/);
  });

  it("of an empty log is short", () => {
    const none = Object.fromEntries(Object.keys(overview().totals).map((name) => [name, 0]));
    const shown = text(overview({ totals: none as never, charts: [trend(), trend(0, 0)], tables: [deletionsBy()] }));
    expect(shown).toContain("\n\nempty: T, Deletions\n\nsearched ");
    expect(shown).toContain("\n0 requests ");
  });
});

describe("a report as CSV", () => {
  it("has all parts below one another, or one alone, and nothing that a spreadsheet runs", () => {
    const report = overview({ tables: [deletionsBy("=cmd|' /C calc'!A0", "a,b")], charts: [] });
    const [id, ...lines] = reportCsv(report, view());
    expect([id, lines[0], lines[1]]).toEqual(["totals,Totals", "total,amount", "requests,2501"]);
    expect(reportCsv(report, view({ only: "deletions" }))).toEqual([
      "time,user,object,share,code,request",
      "2026-11-24T12:01:02Z,'=cmd|' /C calc'!A0,virtualservices.networking.istio.io/reviews,0,200,5b0d8ef6-4a1c-4b6e-9c5e-1b8f6c1f0a11",
      '2026-11-24T12:01:02Z,"a,b",virtualservices.networking.istio.io/reviews,0.3333333333333333,403,5b0d8ef6-4a1c-4b6e-9c5e-1b8f6c1f0a11',
    ]);
  });
});

describe("a report as Markdown", () => {
  it("has what a chat can show, and pages nobody", () => {
    const shown = renderReportMarkdown(overview({ tables: [deletionsBy("@here | <b>*")], charts: [trend(1, 3)] }), view());
    expect(shown).toContain("- **2,501** requests, **14** users, **9** namespaces");
    expect(shown).toContain("| all | ▃█ | 4 | 3 per minute |");
    expect(shown.find((line) => line.includes("here"))).toBe(
      "| Nov 24 12:01:02 | @\u200bhere \\| &lt;b>\\* | VirtualService reviews | 0 % | 200 |",
    );
  });
});

describe("a chart", () => {
  it("over time keeps every request, however many points share a column", () => {
    const amounts = Array.from({ length: 1000 }, (_, index) => index % 7);
    const [line = ""] = renderTrend(trend(...amounts), view({ width: 80 }));
    expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(line).toContain(` 2,997 at most `);
    // In Markdown, all is what the columns add up to.
    expect(trendWords(trend(...amounts))).toEqual([["all", expect.any(String), "2,997", "81 per 25 minutes"]]);
  });

  it("has bars as long as their amounts", () => {
    expect(sparkline([0, 1, 50, 100])).toBe("▁▂▅█");
    expect([bar(0, 4), bar(0.001, 4), bar(0.5, 4), bar(1, 4), bar(0.53, 4)]).toEqual(["", "▏", "██", "████", "██▏"]);
  });

  it("of countries has their names", () => {
    const [chart] = overview().charts.filter(({ type }) => type === "map");
    expect(chart && barsOf(chart).map(({ name }) => name)).toEqual(["Germany", "United States", "unknown", "XX"]);
  });
});

describe("amounts beside others", () => {
  it.each([
    [10, 10, "="],
    [112, 100, "▲ 12 %"],
    [95, 100, "▼ 5 %"],
    [3, 0, "▲ from 0"],
    [0, 3, "▼ 100 %"],
    [100_001, 100_000, "▲ <1 %"],
    [5000, 10, "▲ 500 x"],
  ])("%i after %i is %s", (amount, before, words) => expect(changeSince(amount, before)).toBe(words));

  it.each([
    [0, "0 %"],
    [0.0001, "<0.1 %"],
    [0.045, "4.5 %"],
    [0.12345, "12 %"],
    [1, "100 %"],
  ])("%f is %s", (share, words) => expect(shareWords(share)).toBe(words));
});
