import { readFile } from "node:fs/promises";

/** Files that are looked at until they are let go of. */
export interface RereadFiles {
  stop(): void;
}

/** What is done about files that changed. */
export interface OnChange {
  /** All of them have been read, and one at least holds something else than before. */
  changed(contents: readonly Buffer[]): void;
  /** They could not be read, or `changed` threw: told once for each state of the files. What was in force stays so. */
  failed(error: unknown): void;
}

/**
 * Reads small files again and again: by what they hold, as neither a time stamp nor an event of the file system tells in every case that a
 * mounted Secret was replaced.
 */
export const rereadFiles = (
  paths: readonly string[],
  first: readonly Buffer[],
  every: number,
  { changed, failed }: OnChange,
): RereadFiles => {
  let known = first;
  let lastError = "";
  let reading = false;
  const look = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      const contents = await Promise.all(paths.map((path) => readFile(path)));
      if (contents.every((content, index) => known[index]?.equals(content) === true)) return;
      known = contents;
      lastError = "";
      changed(contents);
    } catch (error) {
      if (String(error) !== lastError) failed(error);
      lastError = String(error);
    } finally {
      reading = false;
    }
  };
  const timer = setInterval(() => void look(), every).unref();
  return { stop: () => clearInterval(timer) };
};
