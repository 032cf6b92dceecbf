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
  /** Canonical text, one an event. */
  lines: string[];
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
    const lines = (await linesOf(frame)).slice(seq - frame.firstSeq, end - frame.firstSeq);
    await onFrame({ firstSeq: seq, count: lines.length, lines });
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

const linesOf = async ({ file, firstSeq, count, bytes }: FoundFrame): Promise<string[]> => {
  const lines = (await unpack(payloadOf(bytes))).toString().split("\n");
  // The last line is ended too.
  lines.pop();
  if (lines.length === count) return lines;
  throw new MeshauditError(
    "store-damaged",
    `the journal ${file.path} holds ${lines.length} events, not ${count}, from event ${firstSeq} on`,
  );
};
