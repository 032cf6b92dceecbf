import { truncate, widthOf } from "../../terminal/width.ts";

/** A long name by both of its ends: who and what it is mostly stands in the last part. */
export const shortened = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  const end = Math.floor((width - 1) / 2);
  return /^[\x20-\x7e]*$/.test(text) ? `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}` : truncate(text, width);
};
