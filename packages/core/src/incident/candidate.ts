import type { Change } from "../model/change.ts";
import type { ObjectIdentity } from "../model/object.ts";

/** A change that may explain an incident. */
export interface Candidate {
  object: ObjectIdentity;
  change: Change;
  /** How many changes of this object were seen in the whole span that was read. */
  usual: number;
}

/** The moment of an incident and the span that is looked at, ms since the epoch. */
export interface Window {
  at: number;
  from: number;
  to: number;
}

/** One way to look at a change: how strongly it speaks for it, 0 to 1, and in words; null where it is not worth a word. */
export interface Weight {
  value: number;
  why: string | null;
}
