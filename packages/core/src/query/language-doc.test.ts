import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { functionGroups } from "./functions/functions.ts";
import { timeColumn } from "./tables/table.ts";
import { queryTables } from "./tables/tables.ts";

const doc = readFileSync(new URL("../../../../docs/query-language.md", import.meta.url), "utf8");

const sectionOf = (name: string): string => doc.split(`<!-- ${name} -->\n`)[1]?.split(`<!-- /${name} -->`)[0] ?? "";

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");

const tables = queryTables.map(
  ({ name, says, columns, time }) =>
    `**${name}**: ${says}.\n\n${table(
      ["column", "type", "what it holds"],
      [
        ...columns.map((column) => [`\`${column.name}\``, column.type, column.says]),
        [`\`${timeColumn}\``, "long", `the seconds since 1970 of ${time}, whole`],
      ],
    )}\n`,
);

const groups = functionGroups.map(
  ({ title, functions }) =>
    `### ${title}\n\n${table(
      ["function", "gives", "what"],
      functions.map(({ usage, gives, says }) => [
        `\`${usage}\``,
        gives === "first" || gives === "second" ? `as the ${gives}` : gives,
        says,
      ]),
    )}\n`,
);

// When one of these fails, put what is expected into the document.
it("the document has every table and column", () => {
  expect(sectionOf("tables")).toBe(`\n${tables.join("\n")}\n`);
});

it("the document has every function", () => {
  expect(sectionOf("functions")).toBe(`\n${groups.join("\n")}\n`);
});
