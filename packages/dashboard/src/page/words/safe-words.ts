import { safeText } from "@meshaudit/client/safe-text";

/** A text of an event on one line: what could hide or turn other text round is shown as an escape. */
export const words = (text: string): string => safeText(text);

/** Text on many lines, such as a diff or JSON: its line breaks and tabs stay. */
export const lines = (text: string): string => text.replace(/[^\n\t]+/g, safeText);
