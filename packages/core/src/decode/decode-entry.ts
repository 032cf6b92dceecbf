import { isUtf8 } from "node:buffer";
import type { JsonValue } from "../model/json.ts";
import { isObject } from "../model/json.ts";
import { parseJson } from "../model/parse-json.ts";
import { auditVersions, checkEvent } from "./check-event.ts";
import { documentSplitter } from "./document-splitter.ts";
import { maxNesting, nestsDeeperThan } from "./nesting.ts";
import type { Piece } from "./piece.ts";

/** What an entry's JSON is: events and pieces that are none, or text that is not whole JSON at all. */
export type Decoded = { pieces: Piece[]; broken: null } | { pieces: null; broken: string };

const isEventList = (value: JsonValue): boolean =>
  isObject(value) &&
  value["kind"] === "EventList" &&
  typeof value["apiVersion"] === "string" &&
  auditVersions.includes(value["apiVersion"]) &&
  Array.isArray(value["items"]);

/**
 * Decodes one whole JSON text: an Event, or an EventList with its entries. `listed`: the entry stands in a list, where kind and
 * apiVersion may be absent and another list may not stand. Offsets count from the start of `bytes`.
 */
export function decodeEntry(bytes: Buffer, listed: boolean): Decoded {
  if (!isUtf8(bytes)) return { pieces: null, broken: "not valid UTF-8" };
  if (nestsDeeperThan(bytes, maxNesting)) {
    // One entry nested without end must not take a whole list of others along.
    const pieces = listed || !bytes.includes('"EventList"') ? null : decodeItems(bytes);
    return pieces === null ? { pieces: null, broken: `nested deeper than ${maxNesting}` } : { pieces, broken: null };
  }
  let value: JsonValue;
  try {
    value = parseJson(bytes.toString("utf8")) as JsonValue;
  } catch {
    return { pieces: null, broken: "not whole JSON" };
  }
  if (!listed && isEventList(value)) return { pieces: decodeItems(bytes) ?? [], broken: null };
  return { pieces: [{ offset: 0, bytes: bytes.length, ...checkEvent(value, listed) }], broken: null };
}

/** Each entry of a list by itself, so that one bad entry costs no other; null when the text is no list, or one without entries. */
function decodeItems(bytes: Buffer): Piece[] | null {
  const pieces: Piece[] = [];
  let isList = false;
  const splitter = documentSplitter({
    onEntry(entry, offset, _line, listed) {
      isList ||= listed;
      if (!isList) return;
      for (const piece of decodedOrRejected(entry, listed)) pieces.push({ ...piece, offset: piece.offset + offset });
    },
    onRejected: (offset, length, _line, reason) => pieces.push({ offset, bytes: length, event: null, reason }),
  });
  splitter.push(bytes);
  splitter.end();
  return isList ? pieces : null;
}

/** As `decodeEntry`; a broken entry is one rejected piece. */
export function decodedOrRejected(bytes: Buffer, listed: boolean): Piece[] {
  const { pieces, broken } = decodeEntry(bytes, listed);
  return pieces ?? [{ offset: 0, bytes: bytes.length, event: null, reason: broken }];
}
