import { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import { hasHeaderAfter, headerAt, headerBytes, isWhole } from "./frame.ts";
import type { JournalExtent, JournalFile } from "./journal-files.ts";

/** A frame where it lies. */
export interface FoundFrame {
  file: JournalFile;
  firstSeq: number;
  count: number;
  /** With its header. */
  bytes: Buffer;
}

/** What is in some files. */
export interface Walked {
  extents: JournalExtent[];
  /** One more than the last event's number. */
  nextSeq: number;
  /** Bytes at the end of the last file that are no whole frame. */
  tornBytes: number;
}

/** How much is read at once; a larger frame is read whole. */
const window = 4 * 1024 * 1024;

/**
 * Goes through the frames of files that follow each other, in order, and checks each. A file counts up to where the next one begins:
 * what stands behind that is what its writer could not finish, and the next file took over from there.
 *
 * @throws MeshauditError `store-damaged` when an event is missing between two that are there, or a frame is not as it was written and
 * is not the last: a frame is written only once all before it are on the medium, so only the last can be torn.
 */
export const walkJournal = async (
  disk: Disk,
  files: readonly JournalFile[],
  onFrame: (frame: FoundFrame) => void | Promise<void>,
): Promise<Walked> => {
  const extents: JournalExtent[] = [];
  let nextSeq = files[0]?.firstSeq ?? 0;
  let tornBytes = 0;
  for (const [index, file] of files.entries()) {
    const follower = files[index + 1];
    if (file.firstSeq !== nextSeq) throw damaged(file, 0, `it should begin with event ${nextSeq}`);
    const size = await disk.size(file.path);
    let offset = 0;
    for await (const frame of framesOf(disk, file, size)) {
      if (nextSeq === follower?.firstSeq) break;
      if (frame.firstSeq !== nextSeq) throw damaged(file, offset, `event ${nextSeq} should come there, and event ${frame.firstSeq} does`);
      await onFrame(frame);
      nextSeq += frame.count;
      offset += frame.bytes.length;
    }
    if (follower !== undefined && nextSeq !== follower.firstSeq) throw damaged(file, offset, `event ${nextSeq} should come there`);
    if (follower === undefined) tornBytes = size - offset;
    extents.push({ ...file, nextSeq, bytes: size });
  }
  const last = extents.at(-1);
  if (last !== undefined && tornBytes > headerBytes) {
    const tail = Buffer.from(await disk.readAt(last.path, last.bytes - tornBytes, tornBytes));
    if (hasHeaderAfter(tail, nextSeq)) throw damaged(last, last.bytes - tornBytes, "what is there is not what was written");
  }
  return { extents, nextSeq, tornBytes };
};

/** The whole frames at the beginning of a file, up to the first that is not. */
async function* framesOf(disk: Disk, file: JournalFile, size: number): AsyncGenerator<FoundFrame> {
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  let position = 0;
  const more = async (length: number): Promise<void> => {
    position += at;
    at = 0;
    const read = await disk.readAt(file.path, position, Math.min(Math.max(length, window), size - position));
    bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  };
  for (;;) {
    if (bytes.length - at < headerBytes) await more(window);
    const header = headerAt(bytes, at);
    if (header === null || header.bytes > size - position - at) return;
    if (bytes.length - at < header.bytes) await more(header.bytes);
    const frame = bytes.subarray(at, at + header.bytes);
    if (frame.length < header.bytes || !isWhole(frame)) return;
    yield { file, firstSeq: header.firstSeq, count: header.count, bytes: frame };
    at += header.bytes;
  }
}

const damaged = ({ path }: JournalFile, offset: number, what: string): MeshauditError =>
  new MeshauditError("store-damaged", `the journal ${path} is damaged at byte ${offset}: ${what}`, {
    hint: "bring the file back from a copy; what was sealed before it can still be read",
  });
