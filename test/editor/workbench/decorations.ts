import { activeEditor } from "./editor.ts";
import { shownText } from "./shown-text.ts";
import type { Workbench } from "./workbench.ts";

/** A text that an extension draws before or after text of the file without it being part of the file. */
export interface DecorationText {
  /** Counted from 1. */
  line: number;
  place: "before" | "after";
  text: string;
  /** As CSS has it: `rgb(1, 2, 3)`. */
  color: string;
  background: string;
}

/** The decoration texts in sight of the active editor, from the top. */
export const decorationTexts = async (workbench: Workbench): Promise<DecorationText[]> => {
  const found = await activeEditor(workbench).evaluate((editor) => {
    const middle = (element: Element): number => {
      const { top, height } = element.getBoundingClientRect();
      return top + height / 2;
    };
    const numbers = [...editor.querySelectorAll(".margin-view-overlays .line-numbers")];
    const lineOf = (element: Element): number => {
      const row = element.closest(".view-line") ?? element;
      const number = numbers.find((candidate) => Math.abs(middle(candidate) - middle(row)) < 2);
      return Number(number?.textContent ?? Number.NaN);
    };
    return [...editor.querySelectorAll('.view-lines .view-line span[class*="ced-"]')].flatMap((span) =>
      (["before", "after"] as const).flatMap((place) => {
        const { content, color, backgroundColor } = getComputedStyle(span, `::${place}`);
        return content.startsWith('"') ? [{ line: lineOf(span), place, content, color, background: backgroundColor }] : [];
      }),
    );
  });
  return found.map(({ content, ...rest }) => ({ ...rest, text: shownText(cssText(content)) })).sort((a, b) => a.line - b.line);
};

/** What is drawn after a line of the active editor; "" for nothing. */
export const textAfterLine = async (workbench: Workbench, line: number): Promise<string> =>
  (await decorationTexts(workbench))
    .filter((decoration) => decoration.line === line && decoration.place === "after")
    .map(({ text }) => text)
    .join("");

/** The text of a CSS string. Source: CSS Syntax Module Level 3, consume an escaped code point. */
const cssText = (string: string): string =>
  string
    .slice(1, -1)
    .replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, hex: string | undefined, character: string | undefined) =>
      hex === undefined ? (character ?? "") : String.fromCodePoint(Number.parseInt(hex, 16)),
    );
