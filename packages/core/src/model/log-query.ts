import type { ObjectPattern } from "./object.ts";

/** Which events a person wants to see. */
export interface LogQuery {
  /** Events that touch objects of these; none: of everything. */
  objects: ObjectPattern[];
  /** stageTimestamp bounds, ms since the epoch, inclusive; null is open. */
  from: number | null;
  to: number | null;
  /** Username of the user or the impersonated user; null: anybody's. */
  by: string | null;
  /** None: any. */
  verbs: string[];
  outcome: "any" | "failed" | "denied";
  /** Only requests that write. */
  writesOnly: boolean;
}
