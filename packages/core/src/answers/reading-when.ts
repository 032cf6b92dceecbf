import type { Reading } from "./reading.ts";

/** What is begun goes on; whoever waits for it here is let go, with the signal's reason, when that aborts. */
const abortable = async <T>(begin: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  let letGo = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    letGo = () => reject(signal.reason);
    signal.addEventListener("abort", letGo, { once: true });
  });
  return Promise.race([begin(), aborted]).finally(() => signal.removeEventListener("abort", letGo));
};

/** A reading that waits until it is `ready`, which every question asks anew, and that others use too: `signal` lets go whoever waits through this one, and nobody else. */
export const readingWhen = (ready: () => Promise<void>, reading: Reading, signal: AbortSignal): Reading => {
  const waiting = <T>(ask: () => Promise<T>): Promise<T> => abortable(() => ready().then(ask), signal);
  return {
    mesh: reading.mesh,
    trustedProxies: reading.trustedProxies,
    read: (selector) => waiting(() => reading.read(selector)),
    statesBefore: (objects, before) => waiting(() => reading.statesBefore(objects, before)),
    histories: (patterns) => waiting(() => reading.histories(patterns)),
    seen: (patterns) => waiting(() => reading.seen(patterns)),
    cause: (change, lookBack, look) => waiting(() => reading.cause(change, lookBack, look)),
  };
};
