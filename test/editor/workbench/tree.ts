import type { Locator } from "playwright-core";
import { chooseFromMenu, waitForMenu } from "./menu.ts";
import { runCommand } from "./palette.ts";
import { exactly, shownText } from "./shown-text.ts";
import { shortly, untilItComes } from "./until-it-comes.ts";
import type { Workbench } from "./workbench.ts";

/** The pane of a view, by the view's title. */
export const view = ({ page }: Workbench, title: string): Locator =>
  page.locator(".pane").filter({ has: page.locator(".pane-header .title").filter({ hasText: exactly(title) }) });

/** Shows a view of an extension's container, and gives it the focus. */
export const openView = async (workbench: Workbench, container: string, title: string): Promise<void> => {
  await runCommand(workbench, `${container}: Focus on ${title} View`);
  await view(workbench, title).locator(".pane-body").waitFor();
};

/** A row of a tree. */
export interface TreeRow {
  /** 1 for a root. */
  level: number;
  label: string;
  description: string;
  /** null for a row that has nothing below it. */
  expanded: boolean | null;
  /** What a screen reader says. */
  spoken: string;
  /** The classes of the icon, such as `codicon-edit`. */
  icon: string;
}

/** The rows in sight of a view's tree, from the top; none while it shows its welcome. */
export const treeRows = async (workbench: Workbench, title: string): Promise<TreeRow[]> => {
  const rows = await view(workbench, title)
    .locator(".pane-body .monaco-list-row")
    .evaluateAll((elements) =>
      elements.map((element) => ({
        top: element.getBoundingClientRect().top,
        level: Number(element.getAttribute("aria-level")),
        label: element.querySelector(".label-name")?.textContent ?? "",
        description: element.querySelector(".label-description")?.textContent ?? "",
        expanded: element.getAttribute("aria-expanded"),
        spoken: element.getAttribute("aria-label") ?? "",
        icon: [...(element.querySelector(".custom-view-tree-node-item-icon")?.classList ?? [])]
          .filter((name) => name.startsWith("codicon-"))
          .join(" "),
      })),
    );
  return rows
    .sort((a, b) => a.top - b.top)
    .map(({ top: _, label, description, expanded, ...rest }) => ({
      ...rest,
      label: shownText(label),
      description: shownText(description),
      expanded: expanded === null ? null : expanded === "true",
    }));
};

/** The first row in sight with a label. */
export const treeRow = (workbench: Workbench, title: string, label: string): Locator =>
  view(workbench, title)
    .locator(".pane-body .monaco-list-row")
    .filter({ has: workbench.page.locator(".label-name").filter({ hasText: exactly(label) }) })
    .first();

/** Clicks a row, which runs its command, or opens or closes it when it has none. */
export const clickTreeRow = (workbench: Workbench, title: string, label: string): Promise<void> =>
  treeRow(workbench, title, label).locator(".monaco-icon-label").click();

/** Opens a row that has others below it, by its arrow, which runs no command, and waits until it is open. */
export const expandTreeRow = async (workbench: Workbench, title: string, label: string): Promise<void> => {
  const row = treeRow(workbench, title, label);
  await row.waitFor();
  if ((await row.getAttribute("aria-expanded")) !== "true") await row.locator(".monaco-tl-twistie").click();
  await view(workbench, title)
    .locator('.monaco-list-row[aria-expanded="true"]')
    .filter({ has: workbench.page.locator(".label-name").filter({ hasText: exactly(label) }) })
    .first()
    .waitFor();
};

/** Chooses from the context menu of a row. */
export const chooseFromTreeRow = async (workbench: Workbench, title: string, label: string, entry: string): Promise<void> => {
  await untilItComes("context menu", async () => {
    await treeRow(workbench, title, label).locator(".monaco-icon-label").click({ button: "right" });
    await waitForMenu(workbench, shortly);
  });
  await chooseFromMenu(workbench, entry);
};

/** Presses an action that a row shows at its end while the mouse is on it. */
export const pressInlineAction = async (workbench: Workbench, title: string, label: string, action: string): Promise<void> => {
  const row = treeRow(workbench, title, label);
  await row.hover();
  await row.getByRole("button", { name: action }).click();
};

/** Presses an action in the title of a view. */
export const pressViewAction = async (workbench: Workbench, title: string, action: string): Promise<void> => {
  const header = view(workbench, title).locator(".pane-header");
  await header.hover();
  await header.getByRole("button", { name: action }).click();
};

/** The tooltip of a row, once it is shown. */
export const treeRowTooltip = async (workbench: Workbench, title: string, label: string): Promise<string> => {
  const tooltip = workbench.page.locator(".workbench-hover-container .hover-contents:visible, .workbench-hover .hover-contents:visible");
  return untilItComes("tooltip", async () => {
    await workbench.page.mouse.move(1, 1);
    await treeRow(workbench, title, label).locator(".monaco-icon-label").hover();
    await tooltip.first().waitFor(shortly);
    return shownText(await tooltip.first().innerText(shortly));
  });
};

/** What a view shows instead of a tree: its text, and the labels of its buttons. */
export const viewWelcome = async (workbench: Workbench, title: string): Promise<{ text: string; buttons: string[] }> => {
  const welcome = view(workbench, title).locator(".welcome-view-content");
  await welcome.waitFor();
  const buttons = await welcome.locator(".monaco-button").allInnerTexts();
  return { text: shownText(await welcome.innerText()), buttons: buttons.map(shownText) };
};

/** Presses a button of what a view shows instead of a tree. */
export const pressWelcomeButton = (workbench: Workbench, title: string, button: string): Promise<void> =>
  view(workbench, title).locator(".welcome-view-content").getByRole("button", { name: button, exact: true }).click();

/** The message above a view's tree; "" for none. */
export const viewMessage = async (workbench: Workbench, title: string): Promise<string> =>
  (await view(workbench, title).locator(".pane-body .message").allInnerTexts()).map(shownText).join("");
