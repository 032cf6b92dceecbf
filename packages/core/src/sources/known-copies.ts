import type { AuditEvent } from "../model/audit-event.ts";
import { parseJson } from "../model/parse-json.ts";
import { eventHash } from "../decode/event-hash.ts";
import { hashOf, type Kept } from "./kept.ts";

/** Tells copies of events that are put by as JSON, each by its number. */
export interface KnownCopies {
  has(kept: Kept): boolean;
  /** `whole`: what was put by is the event as it came. */
  note(kept: Kept, number: number, whole: boolean): void;
}

/** As long as an auditID of the API server's, and more. */
const mostOfId = 100;

/** What copies share; that others share it, too, is rare: a client that sets its auditID. */
const nameOf = ({ auditID, stage, stageTimestamp }: AuditEvent): string => `${stage} ${stageTimestamp} ${auditID.slice(0, mostOfId)}`;

const hashOfText = (json: string): string => eventHash(parseJson(json) as AuditEvent);

/**
 * No event is known yet; `read` gives what was put by. Hashes tell copies, and cost more than reading a line does: they are computed only
 * where there are two events of one name.
 */
export const knownCopies = (read: (number: number) => Buffer): KnownCopies => {
  const named = new Map<string, number | number[]>();
  const hashes = new Map<number, string>();

  const known = (number: number): string => {
    const hash = hashes.get(number) ?? hashOfText(read(number).toString("utf8"));
    hashes.set(number, hash);
    return hash;
  };

  return {
    has(kept) {
      const found = named.get(nameOf(kept.event));
      if (found === undefined) return false;
      // Through JSON, as what is put by went: it knows no number beyond its own.
      const hash = kept.hash ?? hashOfText(JSON.stringify(kept.original));
      return Array.isArray(found) ? found.some((number) => known(number) === hash) : known(found) === hash;
    },
    note(kept, number, whole) {
      const name = nameOf(kept.event);
      const found = named.get(name);
      if (found === undefined) named.set(name, number);
      else if (Array.isArray(found)) found.push(number);
      else named.set(name, [found, number]);
      if (!whole) hashes.set(number, hashOf(kept));
    },
  };
};
