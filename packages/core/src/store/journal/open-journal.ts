import { MeshauditError } from "../../model/error.ts";
import type { Disk, DiskFile } from "../disk/disk.ts";
import { isFull } from "../disk/disk-error.ts";
import type { Journal } from "./journal.ts";
import { filesFrom, journalFile, listJournal, unfinished, type JournalFile } from "./journal-files.ts";
import { walkJournal, type FoundFrame } from "./walk-journal.ts";
import { writeJournal } from "./write-journal.ts";

/** What opening a journal needs. */
export interface OpenJournal {
  disk: Disk;
  /** It must be there. */
  folder: string;
  /** All events below this number are sealed. */
  sealedSeq: number;
  /** Most bytes of text in a frame; 64 MiB unless set. */
  maxFrameBytes?: number;
}

/** What was found on opening. */
export interface Recovered {
  files: number;
  /** Events that are not sealed. */
  events: number;
  /** Bytes at the end that were no whole frame, and are gone. */
  tornBytes: number;
  /** The file that ended in them. */
  tornFile: string | null;
}

const defaultFrameBytes = 64 * 1024 * 1024;

/**
 * Opens a project's journal to write on behind its last whole frame. Its writer must hold the project's lock.
 *
 * The last frame is written anew, into a file that takes over from there: its writer may have ended because a sync failed, and then what
 * the system still shows of that frame may never reach the medium, however often it is synced.
 *
 * @throws MeshauditError `store-damaged`, naming file and offset, when more is wrong than a torn end; `store-full` when there is no room
 * for that frame.
 */
export const openJournal = async ({
  disk,
  folder,
  sealedSeq,
  maxFrameBytes = defaultFrameBytes,
}: OpenJournal): Promise<{ journal: Journal; recovered: Recovered }> => {
  const listed = await listJournal(disk, folder);
  const files = filesFrom(listed.files, sealedSeq);
  if (files[0] !== undefined && files[0].firstSeq > sealedSeq) throw gap(files[0], sealedSeq);
  let last: FoundFrame | null = null;
  const { extents, nextSeq, tornBytes } = await walkJournal(disk, files, (frame) => {
    last = frame;
  });
  const isAllSealed = nextSeq <= sealedSeq;
  const suspect = isAllSealed ? null : lastFrameOf(last, files.at(-1));
  const current = journalFile(folder, suspect?.firstSeq ?? Math.max(nextSeq, sealedSeq));
  const kept = isAllSealed ? [] : extents;

  for (const path of listed.unfinished) await disk.remove(path);
  const file = await takeOver(disk, current, suspect?.bytes ?? null);
  for (const { path } of listed.files) {
    if (path !== current.path && !kept.some((extent) => extent.path === path)) await disk.remove(path);
  }
  await disk.syncFolder(folder);
  const closed = kept
    .filter(({ path }) => path !== current.path)
    .map((extent) => ({ ...extent, nextSeq: Math.min(extent.nextSeq, current.firstSeq) }));
  return {
    journal: writeJournal(disk, folder, { closed, current, file, nextSeq: Math.max(nextSeq, sealedSeq), maxFrameBytes }),
    recovered: {
      files: files.length,
      events: Math.max(0, nextSeq - sealedSeq),
      tornBytes,
      tornFile: tornBytes > 0 ? (files.at(-1)?.path ?? null) : null,
    },
  };
};

/** The last frame when it is in the last file: one in an earlier file was durable before the last was begun. */
const lastFrameOf = (frame: FoundFrame | null, file: JournalFile | undefined): FoundFrame | null =>
  frame !== null && frame.file.path === file?.path ? frame : null;

/** Makes the file that is written from now on, whole or not at all, over one of that name. */
const takeOver = async (disk: Disk, { path }: JournalFile, frame: Uint8Array | null): Promise<DiskFile> => {
  const temporary = unfinished(path);
  const file = await disk.open(temporary, "new").catch((error: unknown) => {
    throw fullOr(error, path);
  });
  try {
    if (frame !== null) await file.append(frame);
    await file.sync();
    await disk.rename(temporary, path);
    return file;
  } catch (error) {
    await file.close();
    throw fullOr(error, path);
  }
};

const fullOr = (error: unknown, path: string): unknown =>
  isFull(error)
    ? new MeshauditError("store-full", `there is no room to open the journal ${path}`, { hint: "make room on its disk", cause: error })
    : error;

const gap = ({ path, firstSeq }: JournalFile, sealedSeq: number): MeshauditError =>
  new MeshauditError(
    "store-damaged",
    `the journal ${path} begins at byte 0 with event ${firstSeq}, and events from ${sealedSeq} on are missing`,
    {
      hint: "bring the missing file of the journal back from a copy",
    },
  );
