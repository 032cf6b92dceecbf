import type { Change } from "../model/change.ts";
import type { ChangeWithoutFields } from "../model/result.ts";

/** A change as blame names it: its fields say no more than the path that is blamed. */
export const withoutFields = ({ fields: _, ...change }: Change): ChangeWithoutFields => change;
