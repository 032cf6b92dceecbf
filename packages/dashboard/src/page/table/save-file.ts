import { editorApi } from "../editor/editor-api.ts";

/** A file's name of a title: nothing but letters, digits and dashes. */
export const fileName = (title: string, extension: string): string =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60)}.${extension}`;

/** Lets the person save a text as a file. */
export const saveFile = (name: string, type: string, text: string): void => {
  if (editorApi !== null) return editorApi.postMessage({ type: "save", name, text });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
