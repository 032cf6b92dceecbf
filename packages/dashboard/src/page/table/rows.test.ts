import { describe, expect, it } from "vitest";
import { rowsAsCsv, rowsAsJson } from "./export-rows.ts";
import { rowsShown } from "./sort-rows.ts";

const rows = [
  { name: "reviews-v10", n: 2, extra: { a: 1 } },
  { name: "reviews-v9", n: 10, extra: null },
  { name: "Ratings", n: null, extra: null },
];
const names = ["name", "n", "extra"];
const shown = (text: string, sorting: Parameters<typeof rowsShown>[3]): string[] =>
  rowsShown(rows, names, text, sorting).map(({ name }) => String(name));

describe("the rows of a table", () => {
  it("are sorted by amount, and texts as people number things; what is not there comes last", () => {
    expect(shown("", { column: "name", descending: false })).toEqual(["Ratings", "reviews-v9", "reviews-v10"]);
    expect(shown("", { column: "n", descending: false })).toEqual(["reviews-v10", "reviews-v9", "Ratings"]);
    expect(shown("", { column: "n", descending: true })).toEqual(["reviews-v9", "reviews-v10", "Ratings"]);
    expect(shown("", null)).toEqual(["reviews-v10", "reviews-v9", "Ratings"]);
  });

  it("are those that have a text in any column, whatever its case", () => {
    expect(shown(" REVIEWS ", null)).toEqual(["reviews-v10", "reviews-v9"]);
    expect(shown(`"a":1`, null)).toEqual(["reviews-v10"]);
    expect(shown("nothing", null)).toEqual([]);
  });

  it("are exported as CSV that no spreadsheet executes, and as JSON", () => {
    const columns = [
      { name: "name", title: "Name" },
      { name: "n", title: "=Amount" },
    ];
    expect(rowsAsCsv(columns, [{ name: "=1+1", n: -1 }])).toBe("Name,'=Amount\r\n'=1+1,-1\r\n");
    expect(JSON.parse(rowsAsJson(rows))).toEqual(rows);
  });
});
