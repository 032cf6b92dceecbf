/** How late this process gets to its work. */
export interface Lag {
  /** The longest it was late of late, ms. */
  readonly ms: number;
  stop(): void;
}

const lookEvery = 100;
/** So many looks back count. */
const looks = 10;

/** Watches how late timers run. `elapsed`: a clock that nobody sets, ms. */
export const watchLag = (elapsed: () => number): Lag => {
  const late: number[] = [];
  let due = elapsed() + lookEvery;
  const timer = setInterval(() => {
    const now = elapsed();
    late.push(Math.max(0, now - due));
    if (late.length > looks) late.shift();
    due = now + lookEvery;
  }, lookEvery).unref();
  return {
    get ms() {
      // A timer that is overdue says the same as one that ran late.
      return Math.max(elapsed() - due, ...late, 0);
    },
    stop: () => clearInterval(timer),
  };
};
