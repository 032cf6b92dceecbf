import type { JournalFrame } from "./read-journal.ts";

/** The lines of a frame as bytes, each ended by a line feed. */
export const frameText = ({ text }: JournalFrame): Buffer => text;
