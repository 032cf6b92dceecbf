import { describe, expect, it } from "vitest";
import { styleOf } from "./style.ts";
import { renderTable, type Table } from "./table.ts";
import { widthOf } from "./width.ts";

const table: Table = {
  headers: ["AGE", "WHO", "HOW", "WHAT"],
  rows: [
    { cells: [{ text: "4m" }, { text: "alice@example.com" }, { text: "kubectl edit" }, { text: "timeout of route default 3s -> 10s" }] },
    {
      cells: [{ text: "12m" }, { text: "花子" }, { text: "argocd apply" }, { text: "reviews v1 75 -> 50 %" }],
      more: [{ text: "! most traffic moved at once" }],
    },
  ],
};

const at = (width: number | null, withHeaders = true): string =>
  renderTable(table, { width, withHeaders, style: styleOf(false) }).join("\n");

describe("a table", () => {
  it("has lines of any length in a pipe", () => {
    expect(at(null)).toBe(
      [
        "AGE  WHO                HOW           WHAT",
        "4m   alice@example.com  kubectl edit  timeout of route default 3s -> 10s",
        "12m  花子               argocd apply  reviews v1 75 -> 50 %   ! most traffic moved at once",
      ].join("\n"),
    );
  });

  it("wraps its last column to the terminal", () => {
    expect(at(70)).toBe(
      [
        "AGE  WHO                HOW           WHAT",
        "4m   alice@example.com  kubectl edit  timeout of route default 3s ->",
        "                                      10s",
        "12m  花子               argocd apply  reviews v1 75 -> 50 %",
        "                                      ! most traffic moved at once",
      ].join("\n"),
    );
  });

  it("sets the last column below the others where there is too little room", () => {
    expect(at(50)).toBe(
      [
        "AGE  WHO                HOW",
        "4m   alice@example.com  kubectl edit",
        "     timeout of route default 3s -> 10s",
        "12m  花子               argocd apply",
        "     reviews v1 75 -> 50 %",
        "     ! most traffic moved at once",
      ].join("\n"),
    );
  });

  it("keeps what stands behind a text that is cut", () => {
    const who = { text: "system:serviceaccount:argocd:controller", tail: " ×20" };
    const options = { width: 60, withHeaders: false, style: styleOf(false) };
    const lines = renderTable({ headers: ["WHO", "WHAT"], rows: [{ cells: [who, { text: "word ".repeat(20).trim() }] }] }, options);
    expect(lines[0]).toBe("system:servicea… ×20");
  });

  it("sets as many columns below as need be", () => {
    const row = {
      cells: [{ text: "4m" }, { text: "n".repeat(20) }, { text: "w".repeat(20) }, { text: "helm patch" }, { text: "timeout set to 3s" }],
    };
    const lines = renderTable(
      { headers: ["AGE", "NAME", "WHO", "HOW", "WHAT"], rows: [row] },
      { width: 50, withHeaders: true, style: styleOf(false) },
    );
    expect(lines).toEqual([
      `AGE  NAME${" ".repeat(18)}WHO`,
      `4m   ${"n".repeat(20)}  ${"w".repeat(20)}`,
      "     helm patch   timeout set to 3s",
    ]);
  });

  it("fits every width that a terminal has", () => {
    for (let width = 30; width < 120; width++) {
      for (const line of at(width).split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });

  it("prints nothing for no rows, and no header when none is wanted", () => {
    expect(renderTable({ ...table, rows: [] }, { width: 80, withHeaders: true, style: styleOf(false) })).toEqual([]);
    expect(at(null, false).split("\n")[0]).toBe("4m   alice@example.com  kubectl edit  timeout of route default 3s -> 10s");
  });

  it("colours what stands in a cell, never the space around it", () => {
    const painted = { headers: ["A", "B"], rows: [{ cells: [{ text: "x", paint: styleOf(true).high }, { text: "y" }] }] };
    expect(renderTable(painted, { width: null, withHeaders: false, style: styleOf(true) })).toEqual(["\u001b[31mx\u001b[39m  y"]);
  });
});
