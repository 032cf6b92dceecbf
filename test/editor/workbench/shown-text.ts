import type { Locator } from "playwright-core";

/** A text as a person reads it: the editor draws blanks as no-break spaces and puts in characters of no width. */
export const shownText = (text: string): string => text.replaceAll("\u00a0", " ").replaceAll(/[\u200b-\u200d\ufeff]/g, "");

/** Matches a whole text, whatever kind of blanks it has. */
export const exactly = (text: string): RegExp =>
  new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replaceAll(" ", String.raw`\s`)}\\s*$`);

/** The lines in sight of an editor, from the top; the order in the document is another one. */
export const shownLines = async (editor: Locator): Promise<string[]> => {
  const lines = await editor
    .locator(".view-lines .view-line")
    .evaluateAll((elements) => elements.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" })));
  return lines.sort((a, b) => a.top - b.top).map(({ text }) => shownText(text));
};
