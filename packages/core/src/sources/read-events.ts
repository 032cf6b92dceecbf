import type { AuditEvent } from "../model/audit-event.ts";
import type { ReadReport } from "../model/result.ts";
import type { EventSelector } from "../model/selector.ts";
import { asBuffer } from "../decode/bytes.ts";
import { beginsDocument } from "../decode/decoder.ts";
import { collector, type Collector } from "./collector.ts";
import { headOf } from "./head.ts";
import { holdSmall } from "./hold-small.ts";
import type { Kept } from "./kept.ts";
import { passingCollector } from "./passing-collector.ts";
import { parseEvery } from "./parse-every.ts";
import { readIndex } from "./read-index.ts";
import type { ReadOptions } from "./read-options.ts";
import { scan, scanGoal } from "./scan.ts";
import { scanTasks } from "./scan-task.ts";
import { scanInThreads } from "./scan-threads.ts";
import type { Source } from "./source.ts";
import { tasksWithin } from "./tasks-within.ts";
import { addTally, emptyTally, noteTime, type Tally } from "./tally.ts";
import { readingBlocks } from "./reading-blocks.ts";

export type { ReadOptions, ReadProgress } from "./read-options.ts";

const headBytes = 4096;
const parseEveryUpTo = 32 * 1024 * 1024;

/**
 * The events of all sources that a selector wants: redacted, cut to what is asked for, without duplicates, in an order that does not
 * depend on how the input is split; and what was read for them. What cannot be read is in the report; throws only when aborted, with
 * the signal's reason.
 */
export async function readEvents(
  sources: readonly Source[],
  selector: EventSelector,
  options: ReadOptions,
): Promise<{ events: AuditEvent[]; report: ReadReport }> {
  const { kept, report } = await readKept(sources, selector, options);
  return { events: kept.map(({ event }) => event), report };
}

/** As `readEvents`, with what tells each event from others. */
export async function readKept(
  sources: readonly Source[],
  selector: EventSelector,
  options: ReadOptions,
): Promise<{ kept: Kept[]; report: ReadReport }> {
  const wanted = collector(selector, options.redactionKey);
  const report = await readInto(wanted, false, sources, selector, options);
  return { kept: wanted.kept(), report };
}

/**
 * As `readKept`, but passes events on as they are read, so that none is held: in any order, and perhaps more than once where sources
 * share events, or reads show the same.
 */
export const passKept = async (
  sources: readonly Source[],
  selector: EventSelector,
  options: ReadOptions,
  onKept: (kept: Kept) => void,
): Promise<ReadReport> => readInto(passingCollector(selector, options.redactionKey, onKept), true, sources, selector, options);

async function readInto(
  wanted: Collector,
  passOn: boolean,
  sources: readonly Source[],
  selector: EventSelector,
  options: ReadOptions,
): Promise<ReadReport> {
  const indexed = sources.some(({ index }) => index !== null);
  const held = indexed ? null : await holdSmall(sources, options.parseEveryUpTo ?? parseEveryUpTo, options);
  const tally = held === null ? await scanAll(sources, selector, wanted, passOn, options) : parseEvery(held, selector, wanted);
  const everyLineParsed = held !== null || sources.every(({ index }) => index !== null);
  return { sources: sources.map(({ name }) => name), ...tally, levels: wanted.levels(), everyLineParsed };
}

async function scanAll(
  sources: readonly Source[],
  selector: EventSelector,
  wanted: Collector,
  passOn: boolean,
  options: ReadOptions,
): Promise<Tally> {
  const { redactionKey } = options;
  const all = sources.flatMap(({ name, file }) => (file === null ? [] : scanTasks(name, file)));
  const { tasks, times } = tasksWithin(all, selector.from, selector.to);
  const tally = emptyTally();
  for (const time of times) noteTime(tally, time);
  for (const part of await scanInThreads({ tasks, selector, redactionKey, passOn }, wanted, options)) addTally(tally, part);
  for (const source of sources) {
    if (source.index !== null) addTally(tally, await readIndex(source.name, source.index, selector, wanted, options));
    else if (source.file === null) addTally(tally, await scanStream(source, selector, wanted, options));
  }
  tally.duplicate = wanted.duplicates();
  tally.parsed -= tally.duplicate;
  return tally;
}

async function scanStream(source: Source, selector: EventSelector, wanted: Collector, options: ReadOptions): Promise<Tally> {
  const tally = emptyTally();
  const documents = beginsDocument(await headOf(source, headBytes)) === true;
  const scanner = scan(scanGoal(selector, wanted.add), { name: source.name, live: true, documents, offset: 0 }, tally);
  await readingBlocks(source, tally, options, (block) => scanner.push(asBuffer(block)));
  scanner.end();
  return tally;
}
