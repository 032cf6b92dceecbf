import type { Clock } from "@meshaudit/client";
import type { Style } from "../terminal/style.ts";

/** What a view may know of the outside. */
export interface ViewOptions {
  /** Now, and the zone that times are shown in. */
  clock: Clock;
  /** Columns of the terminal; null: a pipe, where nothing is fitted, folded or cut. */
  width: number | null;
  style: Style;
  /** `-o wide` */
  wide: boolean;
  /** false: rows only, no title, headers or summary. */
  withHeaders: boolean;
}
