import type { Locator } from "playwright-core";
import { activeEditor, setCursor } from "./editor.ts";
import { shortly, untilItComes, type Patience } from "./until-it-comes.ts";
import { shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** One part of a hover, as one provider gave it. */
export interface HoverPart {
  text: string;
  /** Links by what they say; `target` is a URL or `command:…`. */
  links: { label: string; target: string }[];
}

const loading = /^\s*Loading\.\.\.\s*$/;

const parts = ({ page }: Workbench): Locator => page.locator(".monaco-resizable-hover .monaco-hover:not(.hidden) .hover-contents:visible");

/** Sets the cursor and asks for the hover there by the keyboard. Its parts, once all have arrived. */
export const hoverAt = async (workbench: Workbench, line: number, column: number): Promise<HoverPart[]> => {
  await setCursor(workbench, line, column);
  return askForHover(workbench, async () => {
    await workbench.page.keyboard.press("Control+K");
    await workbench.page.keyboard.press("Control+I");
  });
};

/** Rests the mouse on the first place of the editor that shows a text. The hover's parts, once all have arrived. */
export const hoverText = (workbench: Workbench, text: string): Promise<HoverPart[]> =>
  askForHover(workbench, async () => {
    await workbench.page.mouse.move(1, 1);
    await restMouseOn(workbench, text);
  });

/**
 * Asks until a hover comes. VS Code forgets a question that came before there was anybody to answer: an extension that is still being
 * activated has no hover, and a person asks again.
 */
const askForHover = (workbench: Workbench, ask: () => Promise<void>): Promise<HoverPart[]> =>
  untilItComes("hover", async () => {
    await ask();
    return hoverParts(workbench, shortly);
  });

/** Rests the mouse on the first place of the editor that shows a text, whatever comes of it. */
export const restMouseOn = async (workbench: Workbench, text: string): Promise<void> => {
  const { x, y } = await placeOf(workbench, text);
  await workbench.page.mouse.move(x - 3, y);
  await workbench.page.mouse.move(x, y, { steps: 3 });
};

/** The parts of the hover that is shown or about to be, once all have arrived. */
export const hoverParts = async (workbench: Workbench, patience: Patience = {}): Promise<HoverPart[]> => {
  const all = parts(workbench);
  await all.first().waitFor(patience);
  await all.filter({ hasText: loading }).first().waitFor({ state: "detached" });
  // What was only loading may have come to nothing.
  await all.first().waitFor(patience);
  const found = await all.evaluateAll((elements) =>
    elements.map((element) => ({
      text: element instanceof HTMLElement ? element.innerText : "",
      links: [...element.querySelectorAll("a")].map((link) => ({
        label: link.textContent ?? "",
        target: link.dataset["href"] ?? link.getAttribute("href") ?? "",
      })),
    })),
  );
  return found.map(({ text, links }) => ({ text: shownText(text), links }));
};

/** Follows a link of the hover that is shown. */
export const followHoverLink = (workbench: Workbench, label: string): Promise<void> =>
  parts(workbench).locator("a").filter({ hasText: label }).first().click();

/** Hides the hover, and takes the mouse off the editor. */
export const hideHover = async ({ page }: Workbench): Promise<void> => {
  await page.mouse.move(1, 1);
  await page.keyboard.press("Escape");
  await page.locator(".monaco-resizable-hover .monaco-hover:not(.hidden)").waitFor({ state: "hidden" });
};

/** The middle of a text in sight of the active editor, in pixels. */
const placeOf = async (workbench: Workbench, text: string): Promise<{ x: number; y: number }> => {
  const lines = activeEditor(workbench).locator(".view-lines");
  await lines.locator(".view-line").first().waitFor();
  const place = await lines.evaluate((root, wanted) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const start = (node.textContent ?? "").replaceAll("\u00a0", " ").indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, text);
  if (place === null) throw new Error(`the editor shows no ${JSON.stringify(text)}`);
  return place;
};
