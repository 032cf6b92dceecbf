/** How late this process gets to its work. */
export interface Lag {
  /** Every timer was at least so late of late, ms: one that was late for once says nothing. */
  readonly ms: number;
  stop(): void;
}

const lookEvery = 100;
/** So many looks back count. */
const looks = 3;

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
      return late.length < looks ? 0 : Math.min(...late);
    },
    stop: () => clearInterval(timer),
  };
};
