import type { Envelope } from "./envelope.ts";
import { openshift } from "./openshift.ts";

const envelopes: Envelope[] = [openshift];

/** The entry inside a line, out of whatever wraps it; the line itself when nothing known does. */
export function unwrap(line: Buffer): Buffer {
  for (const envelope of envelopes) {
    const inner = envelope.open(line);
    if (inner !== null) return inner;
  }
  return line;
}
