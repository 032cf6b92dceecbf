import { closeSync, openSync, writeSync } from "node:fs";
import { canonicalJson } from "../../decode/event-hash.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
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
const head = Buffer.from('{"seq":');
const event = Buffer.from(',"event":');
const foot = Buffer.from("}\n");
const wrapping = head.length + 20 + event.length + foot.length;

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
  const put = (line: Buffer, seq: number): void => {
    const most = line.length + wrapping;
    if (used + most > block.length) flush();
    if (most > block.length) block = Buffer.allocUnsafe(most);
    const start = used;
    used += head.copy(block, used);
    used += block.write(String(seq), used);
    used += event.copy(block, used);
    used += line.copy(block, used);
    used += foot.copy(block, used);
    longest = Math.max(longest, used - start);
  };
  const isOdd = (line: Buffer, seq: number): boolean => {
    if (oddSeqs !== null) return oddSeqs.has(seq);
    const text = line.toString();
    return !isPlain(JSON.parse(text) as AuditEvent, text);
  };
  const putOdd = (line: Buffer, seq: number): void => {
    const { event, more } = oddRow(line.toString());
    put(Buffer.from(`${canonicalJson(event)},"more":${JSON.stringify(more)}`), seq);
  };
  return {
    add({ firstSeq, count, text }) {
      const before = events;
      for (let at = 0, seq = firstSeq; at < text.length; seq++) {
        const end = text.indexOf(newline, at);
        const line = text.subarray(at, end === -1 ? text.length : end);
        if (isOdd(line, seq)) putOdd(line, seq);
        else put(line, seq);
        events++;
        at += line.length + 1;
      }
      if (events - before !== count) throw new Error(`${events - before} lines where ${count} were to be`);
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
