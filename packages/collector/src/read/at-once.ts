import { Refusal } from "../http/refusal.ts";

/** Runs tasks, so many at the same time; so many more wait for their turn, and what comes beyond is refused. */
export const atOnce = (running: number, waiting: number): (<T>(task: () => Promise<T>) => Promise<T>) => {
  let free = running;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else throw new Refusal("busy", "more is being asked than can be answered at the same time");
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
