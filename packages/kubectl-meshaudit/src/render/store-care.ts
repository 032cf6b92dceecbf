import type { Compacted, Retained } from "@meshaudit/core";
import { bytes, counted } from "./amount.ts";

/** What tidying a store up did. */
export const renderCare = ({ compacted, retained }: { compacted: Compacted; retained: Retained }): string[] => [
  compacted.days === 0
    ? "nothing to join"
    : `joined ${counted(compacted.before, "segment")} of ${counted(compacted.days, "day")} to ${compacted.after}: ${bytes(compacted.bytesBefore)} to ${bytes(compacted.bytesAfter)}`,
  retained.segments === 0
    ? "nothing is too old"
    : `took away ${counted(retained.events, "event")} in ${counted(retained.segments, "segment")}, ${bytes(retained.bytes)}: a signed tombstone tells of them`,
];
