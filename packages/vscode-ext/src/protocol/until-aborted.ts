/** What a promise comes to, or the signal's reason as soon as that is aborted; what was begun goes on. Leaves no listener behind. */
export const untilAborted = async <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return promise;
  let letGo = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    letGo = () => reject(signal.reason);
    if (signal.aborted) letGo();
    else signal.addEventListener("abort", letGo, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", letGo));
};
