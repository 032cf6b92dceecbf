import type { AuditEvent } from "../model/audit-event.ts";
import { asBuffer } from "../decode/bytes.ts";
import { decodedOrRejected } from "../decode/decode-entry.ts";
import { unwrap } from "../decode/envelopes/index.ts";
import { eventHash } from "../decode/event-hash.ts";

/** Tells duplicates among events whose bytes stay in memory. */
export interface ExactDuplicates {
  /** True when the same event was asked about before. `raw`, its bytes, must stay as it is. */
  has(event: AuditEvent, raw: Uint8Array): boolean;
}

/** Hashing every event would cost as much as parsing it, so only events that agree in ID, stage and time are looked at. */
export function exactDuplicates(): ExactDuplicates {
  const seen = new Map<string, Uint8Array[]>();
  return {
    has(event, raw) {
      const key = `${event.auditID} ${event.stage} ${event.stageTimestamp}`;
      const near = seen.get(key);
      if (near === undefined) {
        seen.set(key, [raw]);
        return false;
      }
      if (near.some((other) => Buffer.compare(other, raw) === 0)) return true;
      const hash = eventHash(event);
      if (near.some((other) => hashOfBytes(other) === hash)) return true;
      near.push(raw);
      return false;
    },
  };
}

function hashOfBytes(raw: Uint8Array): string | null {
  const event = decodedOrRejected(unwrap(asBuffer(raw)), true)[0]?.event;
  return event ? eventHash(event) : null;
}
