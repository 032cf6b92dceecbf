/** A document of a file: its text, from its `---` on, and where that begins. */
export interface DocumentText {
  text: string;
  start: number;
}

const separator = /(?:^|\n)(---|\.\.\.)(?=[ \t\n]|\r\n|$)/g;

/**
 * Splits a file into its documents by the lines `---` and `...`, which end a document whatever it is in the middle of, so that a broken
 * one cannot spoil the others. Source: YAML 1.2.2, 9.1.2, "document markers" (c-forbidden).
 */
export const documentsOf = (text: string): DocumentText[] => {
  const documents: DocumentText[] = [];
  let start = 0;
  for (const { 0: found, 1: marker = "", index } of text.matchAll(separator)) {
    const at = index + found.length - marker.length;
    if (at > start) documents.push({ text: text.slice(start, at), start });
    // A document begins with its `---`, which may be followed by its value; after `...` there is nothing but a comment.
    start = marker === "---" ? at : at + marker.length;
  }
  if (start < text.length) documents.push({ text: text.slice(start), start });
  return documents;
};
