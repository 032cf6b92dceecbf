import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { exactly, shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

const widget = ({ page }: Workbench): Locator => page.locator(".quick-input-widget:visible");

/** The text field of the open quick input. */
export const quickInputBox = (workbench: Workbench): Locator => widget(workbench).locator(".quick-input-box input");

/** The entries in sight of the open quick input. */
export const quickInputRows = (workbench: Workbench): Locator => widget(workbench).locator(".quick-input-list .monaco-list-row");

/** Those of them with a label and, if one is given, a description. */
export const rowsLabelled = (workbench: Workbench, label: string, description = ""): Locator => {
  const { page } = workbench;
  const labelled = quickInputRows(workbench).filter({ has: page.locator(".label-name").filter({ hasText: exactly(label) }) });
  return description === "" ? labelled : labelled.filter({ has: page.locator(".label-description").filter({ hasText: description }) });
};

/** Clicks the entry with a label and, if one is given, a description, and waits until another quick input is shown or none. */
export const choose = async (workbench: Workbench, label: string, description = ""): Promise<void> => {
  const row = rowsLabelled(workbench, label, description).first();
  await row.waitFor();
  await leavingQuickInput(workbench, () => row.click());
};

/** Fills in what a quick input asks for, confirms it, and waits until another quick input is shown or none. */
export const fillQuickInput = async (workbench: Workbench, text: string): Promise<void> => {
  const box = quickInputBox(workbench);
  await box.fill(text);
  await leavingQuickInput(workbench, () => box.press("Enter"));
};

/** Acts, and waits until another quick input is shown or none; which one it is shows in its title, what it asks for, and what is typed. */
export const leavingQuickInput = async (workbench: Workbench, act: () => Promise<void>): Promise<void> => {
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
  await quickInputRows(workbench).first().waitFor();
  const entries = await quickInputRows(workbench).evaluateAll((elements) =>
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
