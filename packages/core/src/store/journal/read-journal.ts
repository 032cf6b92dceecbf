import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import { payloadOf } from "./frame.ts";
import { filesFrom, listJournal } from "./journal-files.ts";
import { unpack } from "./packed-text.ts";
import { walkJournal, type FoundFrame } from "./walk-journal.ts";

/** Events that follow each other. */
export interface JournalFrame {
  firstSeq: number;
  count: number;
  /** Canonical text, one an event. Made when it is first asked for, which takes as long as all else of reading. */
  readonly lines: string[];
  /** The same as bytes, each line ended by a line feed. */
  text: Buffer;
}

/** What was asked for is sealed by now and gone from the journal: the reader starts anew from the table. */
export class JournalMoved extends Error {
  constructor(folder: string, cause?: unknown) {
    super(`the journal in ${folder} was sealed meanwhile`, cause === undefined ? undefined : { cause });
    this.name = "JournalMoved";
  }
}

/**
 * Reads the journal while its writer goes on, from an event's number on, up to `toSeq` when given, in order. It takes no lock, and what
 * is just being written at the end it leaves out (`tornBytes`).
 *
 * @throws JournalMoved; MeshauditError `store-damaged`, as `openJournal`.
 */
export const readJournal = async (
  disk: Disk,
  folder: string,
  fromSeq: number,
  onFrame: (frame: JournalFrame) => void | Promise<void>,
  toSeq: number = Number.POSITIVE_INFINITY,
): Promise<{ nextSeq: number; tornBytes: number }> => {
  let seq = fromSeq;
  const pass = async (frame: FoundFrame): Promise<void> => {
    const end = Math.min(frame.firstSeq + frame.count, toSeq);
    if (end <= seq) return;
    await onFrame(journalFrame(seq, end - seq, partOf(await textOf(frame), frame, seq, end)));
    seq = end;
  };
  const walk = async (): Promise<number> => {
    const { files } = await listJournal(disk, folder);
    const wanted = filesFrom(files, seq).filter((file) => file.firstSeq <= seq || file.firstSeq < toSeq);
    if (wanted[0] !== undefined && wanted[0].firstSeq > seq) throw new JournalMoved(folder);
    return (await walkJournal(disk, wanted, pass)).tornBytes;
  };
  try {
    // Its writer may have cut and written anew what was just read: what is really damaged is so a second time.
    const tornBytes = await walk().catch((error: unknown) => {
      if (error instanceof MeshauditError && error.code === "store-damaged") return walk();
      throw error;
    });
    return { nextSeq: seq, tornBytes };
  } catch (error) {
    throw isMissing(error) ? new JournalMoved(folder, error) : error;
  }
};

const journalFrame = (firstSeq: number, count: number, text: Buffer): JournalFrame => {
  let lines: string[] | null = null;
  return {
    firstSeq,
    count,
    text,
    get lines() {
      // The last line is ended too.
      return (lines ??= text.toString().split("\n").slice(0, -1));
    },
  };
};

const textOf = async ({ file, firstSeq, count, bytes }: FoundFrame): Promise<Buffer> => {
  const text = await unpack(payloadOf(bytes));
  if (placeOfLine(text, count) === text.length) return text;
  throw new MeshauditError("store-damaged", `the journal ${file.path} does not hold ${count} events from event ${firstSeq} on`);
};

/** The lines of the events from `seq` to below `end`. */
const partOf = (text: Buffer, { firstSeq, count }: FoundFrame, seq: number, end: number): Buffer => {
  const from = seq <= firstSeq ? 0 : placeOfLine(text, seq - firstSeq);
  return text.subarray(from, end >= firstSeq + count ? text.length : placeOfLine(text, end - firstSeq));
};

/** Where a text's line of that index begins, its length for the one past the last; -1 when there are fewer. */
const placeOfLine = (text: Buffer, index: number): number => {
  let at = 0;
  for (let line = 0; line < index; line++) {
    at = text.indexOf(0x0a, at) + 1;
    if (at === 0) return -1;
  }
  return at;
};
