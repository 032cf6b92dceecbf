import { MeshauditError } from "../../model/error.ts";
import type { Disk, DiskFile } from "../disk/disk.ts";
import { isFull } from "../disk/disk-error.ts";
import { appendGroups, type AppendGroup, type PackedFrame } from "./append-group.ts";
import { frameOf } from "./frame.ts";
import type { Journal } from "./journal.ts";
import { journalFile, type JournalExtent, type JournalFile } from "./journal-files.ts";

/** Where a journal is written on. */
export interface WritePosition {
  /** Closed files. */
  closed: JournalExtent[];
  /** The file that is written, its name durable. */
  current: JournalFile;
  file: DiskFile;
  nextSeq: number;
  maxFrameBytes: number;
}

/** A group this large is packed while the one before it is still being written. */
const early = 4 * 1024 * 1024;
/** Groups that are packed or wait for the medium at a time; what is appended beyond gathers in the next. */
const most = 2;

/** Something that is done in its turn. `stop` is called instead when the journal broke. */
interface Job {
  run(): Promise<void>;
  stop(error: unknown): void;
}

/** A journal that goes on from a position. */
export const writeJournal = (disk: Disk, folder: string, position: WritePosition): Journal => {
  const newGroup = appendGroups(position.maxFrameBytes);
  const jobs: Job[] = [];
  let { closed, current, file, nextSeq } = position;
  let open = newGroup();
  let running = false;
  let broken: MeshauditError | null = null;
  let isClosed = false;

  const breaks = (error: unknown): MeshauditError => {
    broken = new MeshauditError("store-damaged", `writing the journal ${current.path} failed: ${reasonOf(error)}`, {
      hint: "what was acknowledged is kept; start the writer anew",
      cause: error,
    });
    return broken;
  };

  /** Frames are synced one by one: so only the last one of a file can ever be torn. */
  const write = async (frames: readonly PackedFrame[]): Promise<number> => {
    const start = file.size;
    const firstSeq = nextSeq;
    let seq = firstSeq;
    for (const { payload, count } of frames) {
      try {
        await file.append(frameOf(payload, seq, count));
      } catch (error) {
        if (!isFull(error)) throw error;
        await file.truncate(start);
        await file.sync();
        throw full(current, error);
      }
      await file.sync();
      seq += count;
    }
    nextSeq = seq;
    return firstSeq;
  };

  const queueGroup = (): void => {
    const group = open;
    open = newGroup();
    jobs.push(groupJob(group, write));
  };

  const queueLarge = (): void => {
    if (open.bytes >= early && jobs.length < most) queueGroup();
  };

  const rotate = async (): Promise<JournalExtent | null> => {
    if (nextSeq === current.firstSeq) return null;
    const next = journalFile(folder, nextSeq);
    let opened: DiskFile;
    try {
      opened = await disk.open(next.path, "new");
    } catch (error) {
      throw isFull(error) ? full(next, error) : notBegun(next, error);
    }
    await disk.syncFolder(folder);
    const extent = { ...current, nextSeq, bytes: file.size };
    closed = [...closed, extent];
    const old = file;
    [current, file] = [next, opened];
    await old.close();
    return extent;
  };

  /** Does one job after another; a failure after which the medium is not known breaks the journal, and all that waits with it. */
  const work = async (): Promise<void> => {
    running = true;
    for (;;) {
      if (jobs.length === 0 && !open.isEmpty) queueGroup();
      const job = jobs.shift();
      if (job === undefined) break;
      queueLarge();
      try {
        if (broken !== null) throw broken;
        await job.run();
      } catch (error) {
        job.stop(error === broken || isHarmless(error) ? error : breaks(error));
      }
    }
    running = false;
  };

  const start = (): void => {
    if (running) return;
    running = true;
    // What is appended in the same turn goes along.
    queueMicrotask(() => void work());
  };

  /** Runs something once all that was appended before is durable. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!open.isEmpty) queueGroup();
      jobs.push({ run: async () => resolve(await run()), stop: reject });
      start();
    });

  const refusal = (): MeshauditError | null =>
    broken ?? (isClosed ? new MeshauditError("store-invalid", `the journal ${current.path} is closed`) : null);

  const appendTo = async (count: number, add: (group: AppendGroup) => Promise<{ firstSeq: number }>): Promise<{ firstSeq: number }> => {
    const refused = refusal();
    if (refused !== null) throw refused;
    if (count === 0) return { firstSeq: nextSeq };
    const stored = add(open);
    queueLarge();
    start();
    return stored;
  };

  return {
    get nextSeq() {
      return nextSeq;
    },
    get bytes() {
      return closed.reduce((sum, { bytes }) => sum + bytes, file.size);
    },
    append: (lines) => appendTo(lines.length, (group) => group.add(lines)),
    appendText: (lines) => appendTo(lines.count, (group) => group.addText(lines)),
    rotate: async () => {
      const refused = refusal();
      if (refused !== null) throw refused;
      return inTurn(rotate);
    },
    removeBelow: async (seq) => {
      const done = closed.filter((extent) => extent.nextSeq <= seq);
      closed = closed.filter((extent) => extent.nextSeq > seq);
      for (const { path } of done) await disk.remove(path);
      if (done.length > 0) await disk.syncFolder(folder);
    },
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await inTurn(async () => {}).catch(() => {});
      await file.close();
    },
  };
};

/** Packing begins at once, beside the writing of the groups before. */
const groupJob = (group: AppendGroup, write: (frames: readonly PackedFrame[]) => Promise<number>): Job => {
  const packed = group.packed();
  packed.catch(() => {});
  return { run: async () => group.done(await write(await packed)), stop: group.failed };
};

const full = ({ path }: JournalFile, cause: unknown): MeshauditError =>
  new MeshauditError("store-full", `there is no room to write the journal ${path}`, { hint: "make room on its disk", cause });

const notBegun = ({ path }: JournalFile, cause: unknown): MeshauditError =>
  new MeshauditError("store-unreadable", `the journal ${path} cannot be begun: ${reasonOf(cause)}`, { cause });

/** Nothing was written. */
const isHarmless = (error: unknown): boolean =>
  error instanceof MeshauditError && (error.code === "store-full" || error.code === "store-unreadable");

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
