/** A failed write is told to whoever wrote; as an event it would end the process with a stack trace. */
export const quietStreams = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    // oclif adds a listener that throws.
    stream.removeAllListeners("error");
    stream.on("error", () => undefined);
  }
};

/** Writes to standard output and waits until it is written. Rejects with the system's error: EPIPE, ENOSPC and so on. */
export const writeOut = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    quietStreams();
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** Writes lines to standard error. Nobody hears of it when that is closed. */
export const writeErr = (lines: readonly string[]): void => {
  if (lines.length > 0) process.stderr.write(lines.map((line) => `${line}\n`).join(""));
};

/** Columns of the terminal behind standard output; null for a pipe or a file. */
export const outputWidth = (): number | null => (process.stdout.isTTY ? Math.max(20, process.stdout.columns || 80) : null);
