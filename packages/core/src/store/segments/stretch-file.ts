import { closeSync, openSync, writeSync } from "node:fs";
import { canonicalJson } from "../../decode/event-hash.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { parseJson } from "../../model/parse-json.ts";
import { oddRow } from "../columns/odd-row.ts";
import { isPlain } from "../columns/plain-event.ts";

/** Stored events that follow one another, as the journal hands them over. */
export interface StoredLines {
  /** The number of the first. */
  firstSeq: number;
  count: number;
  /** Canonical texts, each ended by a line feed. */
  text: Buffer;
}

/** What is asked of a file for DuckDB. */
export interface StretchFile {
  add(lines: StoredLines): void;
  close(): { events: number; longest: number };
}

const newline = 0x0a;
const closing = 0x7d;
/** Most bytes around an event. */
const wrapping = '{"seq":,"event":}\n'.length + 20;

/** `oddSeqs` are the numbers of those events that are not plain; null when nobody knows. */
export const openStretchFile = (path: string, oddSeqs: ReadonlySet<number> | null): StretchFile => {
  const file = openSync(path, "wx");
  let events = 0;
  let longest = 0;
  let block = Buffer.allocUnsafe(1 << 20);
  let used = 0;
  const flush = (): void => {
    for (let at = 0; at < used;) at += writeSync(file, block, at, used - at);
    used = 0;
  };
  const put = (text: Buffer, from: number, to: number, seq: number): void => {
    const start = used;
    used += block.write(`{"seq":${seq},"event":`, used, "latin1");
    used += text.copy(block, used, from, to);
    block[used++] = closing;
    block[used++] = newline;
    longest = Math.max(longest, used - start);
  };
  /** The row of an odd event; null when its text can be taken as it is. */
  const oddIn = (text: Buffer, from: number, to: number, seq: number): Buffer | null => {
    if (oddSeqs !== null && !oddSeqs.has(seq)) return null;
    const line = text.toString("utf8", from, to);
    if (oddSeqs === null && isPlain(parseJson(line) as AuditEvent, line)) return null;
    const { event, more } = oddRow(line);
    return Buffer.from(`${canonicalJson(event)},"more":${JSON.stringify(more)}`);
  };
  return {
    add({ firstSeq, count, text }) {
      let seq = firstSeq;
      for (let at = 0; at < text.length; seq++) {
        const found = text.indexOf(newline, at);
        const end = found === -1 ? text.length : found;
        const odd = oddIn(text, at, end, seq);
        const most = (odd?.length ?? end - at) + wrapping;
        if (used + most > block.length) flush();
        if (most > block.length) block = Buffer.allocUnsafe(most);
        if (odd === null) put(text, at, end, seq);
        else put(odd, 0, odd.length, seq);
        at = end + 1;
      }
      events += seq - firstSeq;
      if (seq - firstSeq !== count) throw new Error(`${seq - firstSeq} lines where ${count} were to be`);
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(file);
      }
      return { events, longest };
    },
  };
};
