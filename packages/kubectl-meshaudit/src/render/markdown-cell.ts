import { safeText } from "@meshaudit/client";

/** Keeps chats from making a link or a mention of what it stands in. */
const apart = "\u200b";

/** A stranger's text inside Markdown: nothing in it is markup, HTML, a link, or a mention that pages whoever is named. */
export const markdownCell = (text: string): string =>
  safeText(text)
    .replace(/[\\`*_[\]#|~]/g, String.raw`\$&`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll("@", `@${apart}`)
    .replaceAll("://", `:${apart}//`)
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}${apart}.`);

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A Markdown table of strangers' texts. */
export const markdownTable = (headers: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(headers.map(markdownCell)),
  row(headers.map(() => "---")),
  ...rows.map((cells) => row(cells.map(markdownCell))),
];
