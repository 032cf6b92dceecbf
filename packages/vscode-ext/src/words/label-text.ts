import { safeText } from "@meshaudit/client";

/** Cuts a text to a number of characters, the last of them an ellipsis where something is missing. */
export const clipped = (text: string, limit: number): string => {
  // No character takes more than two units: a text of a megabyte is not taken apart.
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
};

/**
 * A stranger's text in a title, a notification or a list of the editor: on one line, of bounded length, and without what the editor makes
 * something of there: `$(icon)` in labels, and `[text](command:…)` in notifications, which would run a command on a click.
 */
export const labelText = (text: string, limit = 160): string =>
  clipped(safeText(clipped(text, limit)).replaceAll("$(", "$ (").replaceAll("](", "] ("), limit);
