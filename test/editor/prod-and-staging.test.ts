import { describe, expect, it } from "vitest";
import { textAfterLine } from "./workbench/decorations.ts";
import { openFile, setCursor } from "./workbench/editor.ts";
import { hideHover, hoverAt } from "./workbench/hover.ts";
import { useWorkbench } from "./workbench/use-workbench.ts";
import { prodAndStaging } from "./workspaces/prod-and-staging.ts";

const repository = prodAndStaging();

/** The places of a text in a file of the repository, counted from 1. */
const placesOf = (path: string, wanted: string): { line: number; column: number }[] =>
  (repository.workspace[path] ?? "")
    .split("\n")
    .flatMap((text, index) => (text.includes(wanted) ? [{ line: index + 1, column: text.indexOf(wanted) + 1 }] : []));

describe("one repository for two meshes, the files of one with a route inserted first", () => {
  const workbench = useWorkbench(() => ({
    ...repository,
    settings: { "meshaudit.meshes": { "prod/**": "prod", "staging/**": "staging" } },
  }));

  const hovered = async (line: number, column: number): Promise<string> => {
    const parts = await hoverAt(workbench(), line, column);
    await hideHover(workbench());
    return parts.map(({ text }) => text).join("\n");
  };

  it.each([
    ["prod/reviews.yaml", "alice@example.com", "bob@example.com"],
    ["staging/reviews.yaml", "bob@example.com", "alice@example.com"],
  ])("names in %s the people of its own mesh: %s", async (file, own, foreign) => {
    await openFile(workbench(), file);
    const weights = placesOf(file, "weight: 50");
    expect(weights).toHaveLength(2);
    for (const { line, column } of weights) {
      await setCursor(workbench(), line, column);
      await expect.poll(() => textAfterLine(workbench(), line)).toContain(own);
      const said = await hovered(line, column);
      expect(said).toContain(own);
      expect(said).not.toContain(foreign);
    }
  });

  it("names nobody for the inserted route", async () => {
    const file = "staging/reviews.yaml";
    await openFile(workbench(), file);
    const [weight] = placesOf(file, "weight: 100");
    const line = weight?.line ?? 0;
    await setCursor(workbench(), line, weight?.column);
    await expect.poll(() => textAfterLine(workbench(), line)).not.toBe("");
    expect(await textAfterLine(workbench(), line)).toBe("not in staging · here: 100");
    expect(await hovered(line, weight?.column ?? 1)).not.toMatch(/@example\.com|argocd/);
  });
});
