import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { exactly, shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

const widget = ({ page }: Workbench): Locator => page.locator(".quick-input-widget:visible");

/** The text field of the open quick input. */
export const quickInputBox = (workbench: Workbench): Locator => widget(workbench).locator(".quick-input-box input");

const rows = (workbench: Workbench): Locator => widget(workbench).locator(".quick-input-list .monaco-list-row");

const rowLabelled = (workbench: Workbench, label: string, description: string): Locator => {
  const { page } = workbench;
  const labelled = rows(workbench).filter({ has: page.locator(".label-name").filter({ hasText: exactly(label) }) });
  return description === "" ? labelled : labelled.filter({ has: page.locator(".label-description").filter({ hasText: description }) });
};

/** Opens the box that takes commands (`>`), files and lines (`:`), with a text in it, in place of any quick input that is open. */
export const openQuickInput = async (workbench: Workbench, text: string): Promise<void> => {
  const box = quickInputBox(workbench);
  if (await box.isVisible()) await dismissQuickInput(workbench);
  // A key may be lost while the workbench restores itself.
  for (let attempt = 1; !(await box.isVisible()); attempt += 1) {
    if (attempt > 5) throw new Error("the quick input does not open");
    await workbench.page.keyboard.press("F1");
    await box.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
  await box.fill(text);
};

/** Runs a command by the title that the palette shows, category and all: `meshaudit: Show Mesh`. The command may ask for more input. */
export const runCommand = async (workbench: Workbench, title: string): Promise<void> => {
  await openQuickInput(workbench, `>${title}`);
  await choose(workbench, title);
};

/** Whether the palette offers a command now. */
export const offersCommand = async (workbench: Workbench, title: string): Promise<boolean> => {
  await openQuickInput(workbench, `>${title}`);
  await rows(workbench).first().waitFor();
  const offered = (await rowLabelled(workbench, title, "").count()) > 0;
  await dismissQuickInput(workbench);
  return offered;
};

/** Clicks the entry with a label and, if one is given, a description, and waits until another quick input is shown or none. */
export const choose = async (workbench: Workbench, label: string, description = ""): Promise<void> => {
  const row = rowLabelled(workbench, label, description).first();
  await row.waitFor();
  await leavingQuickInput(workbench, () => row.click());
};

/** Fills in what a quick input asks for, confirms it, and waits until another quick input is shown or none. */
export const fillQuickInput = async (workbench: Workbench, text: string): Promise<void> => {
  const box = quickInputBox(workbench);
  await box.fill(text);
  await leavingQuickInput(workbench, () => box.press("Enter"));
};

/** Whether a quick input is another one shows in its title, what it asks for, and what is typed. */
const leavingQuickInput = async (workbench: Workbench, act: () => Promise<void>): Promise<void> => {
  const read = (): string => {
    const open = [...document.querySelectorAll<HTMLElement>(".quick-input-widget")].find((element) => element.offsetParent !== null);
    const box = open?.querySelector<HTMLInputElement>(".quick-input-box input");
    return open === undefined ? "" : [open.querySelector(".quick-input-title")?.textContent, box?.placeholder, box?.value].join("\n");
  };
  const before = await workbench.page.evaluate(read);
  await act();
  await expect.poll(() => workbench.page.evaluate(read)).not.toBe(before);
};

/** An entry of the open list. */
export interface QuickInputEntry {
  label: string;
  description: string;
  detail: string;
}

/** The entries in sight of the open list, once there are any. */
export const quickInputEntries = async (workbench: Workbench): Promise<QuickInputEntry[]> => {
  await rows(workbench).first().waitFor();
  const entries = await rows(workbench).evaluateAll((elements) =>
    elements.map((element) => ({
      label: element.querySelector(".quick-input-list-row .label-name")?.textContent ?? "",
      description: element.querySelector(".quick-input-list-row .label-description")?.textContent ?? "",
      detail: element.querySelector(".quick-input-list-label-meta")?.textContent ?? "",
    })),
  );
  return entries.map(({ label, description, detail }) => ({
    label: shownText(label),
    description: shownText(description),
    detail: shownText(detail),
  }));
};

/** What the open quick input says: its title, its placeholder, and the message below, such as why a text is not accepted. */
export const quickInputTexts = async (workbench: Workbench): Promise<{ title: string; placeholder: string; message: string }> => {
  await quickInputBox(workbench).waitFor();
  const text = async (selector: string): Promise<string> => shownText(await widget(workbench).locator(selector).first().innerText());
  return {
    title: await text(".quick-input-title"),
    placeholder: (await quickInputBox(workbench).getAttribute("placeholder")) ?? "",
    message: await text(".quick-input-message"),
  };
};

/** Closes the quick input as Escape does. */
export const dismissQuickInput = async (workbench: Workbench): Promise<void> => {
  await quickInputBox(workbench).press("Escape");
  await workbench.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
};
