/** Milliseconds of the processor, enough for several turns of a scheduler. */
const sample = 200;

/**
 * How many times longer than alone a computation takes on this machine now: 1 where a processor is free, 2 where two processes share
 * each. What a bound in milliseconds is to be multiplied by where it is about a program and not about its neighbours.
 */
export const slowdown = (): number => {
  const began = performance.now();
  const before = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(before);
    const used = (user + system) / 1000;
    if (used >= sample) return Math.max(1, (performance.now() - began) / used);
  }
};
