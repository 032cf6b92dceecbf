import { glanceTime } from "../decode/line-glance.ts";
import { linesBackwards } from "./lines-backwards.ts";

/** The time of the last event of a plain file, RFC 3339; null when its last lines tell none. */
export function lastTimeOf(path: string): string | null {
  for (const { lines } of linesBackwards(path)) return glanceTime(lines);
  return null;
}
