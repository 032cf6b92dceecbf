import { Worker } from "node:worker_threads";
import type { Redaction } from "../store/write/packed-events.ts";
import type { PackedLines } from "./pack-lines.ts";

/** Threads that pack lines. They are started when they are needed first. */
export interface PackThreads {
  /** So many stretches are worth having under way at a time. */
  readonly most: number;
  /** Bytes of an input that are packed elsewhere before a thread would have started. */
  readonly worthFrom: number;
  /** Packs whole lines, whose memory goes to the thread. Throws what kept the thread from it. */
  pack(lines: Uint8Array<ArrayBuffer>): Promise<PackedLines>;
  /** Memory for lines, of so many bytes or more. What is made anew is garbage soon, and collecting it costs as much as packing. */
  room(bytes: number): ArrayBuffer;
  /** Takes memory back that nobody uses any more. */
  giveBack(room: ArrayBuffer): void;
  stop(): Promise<void>;
}

/** What a thread is asked. */
export interface PackTask {
  lines: Uint8Array<ArrayBuffer>;
  /** Memory for their texts. */
  room: ArrayBuffer;
}

/** What it answers; `used` is the memory in which the lines were. */
export interface PackAnswer {
  packed: PackedLines;
  used: ArrayBuffer;
}

/** Where the entry of a packing thread lies, and how many may work. */
export interface PackThreadsOptions {
  worker: URL;
  threads: number;
  /** See `PackThreads`. */
  worthFrom?: number;
}

/** Most of what packing makes is garbage at once: a small young generation keeps a thread from growing by it. */
const youngGenerationMb = 24;

const usuallyWorthFrom = 16 * 1024 * 1024;

const leastRoom = 1280 * 1024;
const mostRoom = 4 * leastRoom;
const mostRooms = 16;

interface Waiting {
  resolve(packed: PackedLines): void;
  reject(error: unknown): void;
}

/** A thread answers in the order in which it was asked. */
interface Thread {
  worker: Worker;
  waiting: Waiting[];
}

/** Threads that redact. */
export const packThreads = (
  { worker: url, threads, worthFrom = usuallyWorthFrom }: PackThreadsOptions,
  redaction: Redaction,
): PackThreads => {
  const running: Thread[] = [];
  let failure: Error | null = null;
  const rooms: ArrayBuffer[] = [];
  const room = (bytes: number): ArrayBuffer => {
    const at = rooms.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = at === -1 ? [] : rooms.splice(at, 1);
    return found ?? new ArrayBuffer(Math.max(bytes, leastRoom));
  };
  const giveBack = (given: ArrayBuffer): void => {
    if (given.byteLength >= leastRoom && given.byteLength <= mostRoom && rooms.length < mostRooms) rooms.push(given);
  };

  const start = (): Thread => {
    const worker = new Worker(url, { workerData: redaction, resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb } });
    const thread: Thread = { worker, waiting: [] };
    const fail = (error: Error): void => {
      failure ??= error;
      for (const { reject } of thread.waiting.splice(0)) reject(error);
    };
    worker.on("message", ({ packed, used }: PackAnswer) => {
      giveBack(used);
      thread.waiting.shift()?.resolve(packed);
    });
    worker.once("error", (error) => fail(error instanceof Error ? error : new Error(String(error))));
    worker.once("exit", (status) => fail(new Error(`a thread that packs events ended with ${status}`)));
    running.push(thread);
    return thread;
  };
  /** The one with the least to do. */
  const idlest = (): Thread => {
    const [first, ...others] = running;
    if (first === undefined || (running.length < threads && running.every(({ waiting }) => waiting.length > 0))) return start();
    return others.reduce((least, thread) => (thread.waiting.length < least.waiting.length ? thread : least), first);
  };

  return {
    most: threads * 2,
    worthFrom,
    room,
    giveBack,
    pack: (lines) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        const { worker, waiting } = idlest();
        waiting.push({ resolve, reject });
        const task: PackTask = { lines, room: room(lines.length) };
        worker.postMessage(task, [lines.buffer, task.room]);
      }),
    async stop() {
      await Promise.all(running.map(({ worker }) => worker.terminate()));
    },
  };
};
