import type { Paint } from "../terminal/style.ts";
import { wrap } from "../terminal/width.ts";
import type { ViewOptions } from "./view.ts";

/** A sentence in a colour, wrapped to the terminal. */
export const sentence = (text: string, paint: Paint, { width }: ViewOptions): string[] =>
  (width === null ? [text] : wrap(text, width)).map(paint);
