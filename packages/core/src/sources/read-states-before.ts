import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectRef } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { glanceTime } from "../decode/line-glance.ts";
import { collector, type Collector } from "./collector.ts";
import { knownStates, type KnownStates } from "./known-states.ts";
import { readKept } from "./read-events.ts";
import type { ReadOptions } from "./read-options.ts";
import { lastTimeOf } from "./last-time.ts";
import { linesBackwards } from "./lines-backwards.ts";
import { scan, scanGoal } from "./scan.ts";
import { isCuttable, scanTasks } from "./scan-task.ts";
import type { Source, SourceFile } from "./source.ts";
import { tasksWithin } from "./tasks-within.ts";
import { emptyTally } from "./tally.ts";

const blocksBetweenTurns = 64;

/** How far back a state is looked for in one file: hours of a busy cluster. What lies farther is not known, and said so. */
const lookBackBytes = 256 * 1024 * 1024;

/**
 * The events that tell how each object was before a time (ms since the epoch, exclusive), redacted, in an order that does not depend
 * on how the input is split: from its last full state on. Plain files are read from their ends only as far back as it takes; others
 * from their starts.
 */
export async function readStatesBefore(
  sources: readonly Source[],
  objects: readonly ObjectRef[],
  before: number,
  options: ReadOptions,
): Promise<AuditEvent[]> {
  if (objects.length === 0) return [];
  const selector: EventSelector = { ...noEvents, objects: [...objects], to: before - 1 };
  const wanted = collector(selector, options.redactionKey);
  const states = knownStates(objects);
  const [cuttable, others] = parted(sources);
  if (others.length > 0) {
    const { kept, report } = await readKept(others, selector, { ...options, parseEveryUpTo: 0 });
    for (const { event } of kept) states.note(event);
    wanted.merge({ kept, levels: report.levels, duplicates: report.duplicate });
  }
  for (const { name, file, lastTime } of latestFirst(cuttable)) {
    if (lastTime === null || !states.allAfter(lastTime)) await readBackwards(name, file, selector, wanted, states, options.signal);
  }
  return wanted.kept().flatMap(({ event }) => (states.matters(event) ? [event] : []));
}

interface CuttableFile {
  name: string;
  file: SourceFile;
}

function parted(sources: readonly Source[]): [CuttableFile[], Source[]] {
  const cuttable = sources.flatMap(({ name, file }) => (file !== null && isCuttable(file) ? [{ name, file }] : []));
  return [cuttable, sources.filter(({ file }) => file === null || !isCuttable(file))];
}

/** Files by the time of their last events, so that what is told in one need not be looked for in those before it. */
function latestFirst(files: readonly CuttableFile[]): (CuttableFile & { lastTime: string | null })[] {
  const timed = files.map((one) => ({ ...one, lastTime: lastTimeOf(one.file.path) }));
  return timed.sort((a, b) =>
    a.lastTime === b.lastTime ? 0 : a.lastTime === null || (b.lastTime !== null && a.lastTime > b.lastTime) ? -1 : 1,
  );
}

/** Where the stretch ends that a time (ms since the epoch, null: the end) lies in. */
const endOf = (name: string, file: SourceFile, to: number | null): number =>
  Math.min(tasksWithin(scanTasks(name, file), null, to).tasks.at(-1)?.end ?? 0, file.size);

async function readBackwards(
  name: string,
  file: SourceFile,
  selector: EventSelector,
  wanted: Collector,
  states: KnownStates,
  signal: AbortSignal | undefined,
): Promise<void> {
  const goal = scanGoal(selector, (event) => {
    wanted.add(event);
    states.note(event);
  });
  let blocks = 0;
  const end = endOf(name, file, selector.to);
  for (const { lines, offset } of linesBackwards(file.path, end)) {
    if (end - offset > lookBackBytes) return;
    const scanner = scan(goal, { name, live: true, documents: false, offset }, emptyTally());
    scanner.push(lines);
    scanner.end();
    const time = glanceTime(lines.subarray(0, lines.indexOf(0x0a) + 1));
    if (time !== null && states.allAfter(time)) return;
    if (++blocks % blocksBetweenTurns > 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  }
}
