/** Does tasks, so many at once; the others wait in the order they came. One whose signal aborts while it waits is never begun. */
export type InTurn = <T>(signal: AbortSignal, task: () => Promise<T>) => Promise<T>;

/** Lets `most` tasks run at once. */
export const inTurn = (most: number): InTurn => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (signal, task) => {
    if (running >= most) await new Promise<void>((begin) => waiting.push(begin));
    else running += 1;
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      // The place goes to the next one as it is.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
};
