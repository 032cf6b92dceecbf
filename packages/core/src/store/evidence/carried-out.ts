/**
 * A checkpoint is written before the change that it is for, and a crash may come between the two. So of checkpoints for one version of
 * the table, or later ones, the last one counts, and none counts for a version that the table never came to.
 */
export interface CarriedOut<T> {
  record: T;
  /** False: the change was planned and not made. */
  isDone: boolean;
}

/** How many plans in a row may come to nothing before it can no more be told in memory. */
const mostPlans = 64;

/** Tells of records in order which were carried out. Those that were not come in their place, before the next that was. */
export async function* carriedOut<T extends { version: number }>(
  records: AsyncIterable<T>,
  tableVersion: number,
): AsyncGenerator<CarriedOut<T>> {
  let waiting: CarriedOut<T>[] = [];
  for await (const record of records) {
    for (const other of waiting) if (other.record.version >= record.version) other.isDone = false;
    waiting.push({ record, isDone: record.version <= tableVersion });
    if (waiting.length > mostPlans) {
      const [first, ...others] = waiting;
      waiting = others;
      if (first !== undefined) yield first;
    }
  }
  yield* waiting;
}
