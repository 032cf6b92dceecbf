import { oneLine } from "./one-line.ts";

/**
 * A stranger's text in a title, a notification or a list of the editor: on one line, of bounded length, and without what the editor makes
 * something of there: `$(icon)` in labels, and `[text](command:…)` in notifications, which would run a command on a click.
 */
export const labelText = (text: string, most = 160): string => oneLine(text, most).replaceAll("$(", "$ (").replaceAll("](", "] (");
