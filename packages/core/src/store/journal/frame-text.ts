import type { JournalFrame } from "./read-journal.ts";

/** The lines of a frame as bytes, each ended by a line feed. */
export const frameText = ({ lines }: JournalFrame): Buffer => Buffer.from(`${lines.join("\n")}\n`);
