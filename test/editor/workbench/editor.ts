import { basename, dirname } from "node:path";
import type { Locator } from "playwright-core";
import { exactly, shownLines } from "./shown-text.ts";
import { chooseFromPalette, confirmInPalette } from "./palette.ts";
import type { Workbench } from "./workbench.ts";

/** The group of editors that has the focus. */
export const activeGroup = ({ page }: Workbench): Locator => page.locator(".editor-group-container.active");

/** The text editor that is in sight in the active group. */
export const activeEditor = (workbench: Workbench): Locator => activeGroup(workbench).locator(".editor-instance:visible").last();

const activeTab = (workbench: Workbench): Locator => activeGroup(workbench).locator(".tab.active");

/** Opens a file by its path within the workspace, or by its name where there is only one, and waits until its text is shown. */
export const openFile = async (workbench: Workbench, path: string): Promise<void> => {
  await chooseFromPalette(workbench, path, basename(path), path.includes("/") ? dirname(path) : "");
  await activeGroup(workbench).locator(`.tab.active .tab-label[aria-label$="/${path}"]`).waitFor();
  await activeEditor(workbench).locator(".view-line").first().waitFor();
};

/** Sets the cursor, both counted from 1. The editor has the focus then. */
export const setCursor = async (workbench: Workbench, line: number, column = 1): Promise<void> => {
  await confirmInPalette(workbench, `:${line}:${column}`);
  await workbench.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  const position = workbench.page.locator('[id="status.editor.selection"]');
  await position.filter({ hasText: exactly(`Ln ${line}, Col ${column}`) }).waitFor();
  await activeEditor(workbench).locator(".monaco-editor.focused").first().waitFor();
};

/** Types at the cursor, and waits until the file counts as changed. */
export const typeText = async (workbench: Workbench, text: string): Promise<void> => {
  await workbench.page.keyboard.type(text);
  await activeGroup(workbench).locator(".tab.active.dirty").waitFor();
};

/** Saves the active file, and waits until it is saved. */
export const saveFile = async (workbench: Workbench): Promise<void> => {
  await workbench.page.keyboard.press("Control+S");
  await activeGroup(workbench).locator(".tab.active:not(.dirty)").waitFor();
};

/** The lines in sight of the active editor; `within(tall)` shows more. */
export const editorLines = (workbench: Workbench): Promise<string[]> => shownLines(activeEditor(workbench));

/** A tab: its title, and what a screen reader says of it. */
export interface Tab {
  title: string;
  spoken: string;
  active: boolean;
  dirty: boolean;
}

/** The tabs of all groups. */
export const tabs = ({ page }: Workbench): Promise<Tab[]> =>
  page.locator(".tabs-container .tab").evaluateAll((elements) =>
    elements.map((element) => ({
      title: [".monaco-icon-name-container", ".monaco-icon-suffix-container"]
        .map((part) => element.querySelector(part)?.textContent ?? "")
        .join(""),
      spoken: element.getAttribute("aria-label") ?? "",
      active: element.classList.contains("active"),
      dirty: element.classList.contains("dirty"),
    })),
  );

/** Waits until the active tab has a title. */
export const waitForTab = (workbench: Workbench, title: string | RegExp): Promise<void> =>
  activeTab(workbench)
    .locator(".monaco-icon-label-container")
    .filter({ hasText: typeof title === "string" ? exactly(title) : title })
    .waitFor();
