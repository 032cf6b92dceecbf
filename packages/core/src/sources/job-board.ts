const nextTask = 0;
const stopped = 1;
const doneKiB = 2;
const claims = 3;

/** The threads' shared board: each takes the next task that none has taken, and notes it under its own number. */
export interface JobBoard {
  memory: SharedArrayBuffer;
  /** The index of a task that is now this thread's; null when none is left, or all shall stop. */
  take(thread: number): number | null;
  /** Tasks that a thread has taken. */
  takenBy(thread: number): number[];
  noteDone(bytes: number): void;
  /** Bytes that all threads are done with, by and large. */
  done(): number;
  stop(): void;
}

/** `memory`: as made by another thread's board; or how many tasks a new one is for. */
export function jobBoard(memory: SharedArrayBuffer | number): JobBoard {
  const shared = typeof memory === "number" ? new SharedArrayBuffer((claims + memory) * Int32Array.BYTES_PER_ELEMENT) : memory;
  const cells = new Int32Array(shared);
  return {
    memory: shared,
    take(thread) {
      if (Atomics.load(cells, stopped) !== 0) return null;
      const index = Atomics.add(cells, nextTask, 1);
      if (index >= cells.length - claims) return null;
      Atomics.store(cells, claims + index, thread + 1);
      return index;
    },
    takenBy: (thread) => Array.from(cells.subarray(claims).keys()).filter((index) => cells[claims + index] === thread + 1),
    noteDone: (bytes) => void Atomics.add(cells, doneKiB, Math.ceil(bytes / 1024)),
    done: () => Atomics.load(cells, doneKiB) * 1024,
    stop: () => Atomics.store(cells, stopped, 1),
  };
}
