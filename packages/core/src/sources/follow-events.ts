import { setTimeout as sleep } from "node:timers/promises";
import type { AuditEvent, Level } from "../model/audit-event.ts";
import { levels } from "../model/audit-event.ts";
import { MeshauditError } from "../model/error.ts";
import type { ReadReport } from "../model/result.ts";
import type { EventSelector } from "../model/selector.ts";
import { asBuffer } from "../decode/bytes.ts";
import { touches } from "../decode/touches.ts";
import type { LineScanner } from "../decode/line-scanner.ts";
import { hashOf, keptEvent, type Kept } from "./kept.ts";
import { readKept } from "./read-events.ts";
import type { ReadOptions } from "./read-options.ts";
import { recentHashes, type RecentHashes } from "./recent-hashes.ts";
import { scan, scanGoal, type ScanGoal } from "./scan.ts";
import type { Source } from "./source.ts";
import type { SourceIndex } from "../model/source-index.ts";
import { openTail, type Tail, type TailSink } from "./tail.ts";
import { emptyTally, noteTime, type Tally } from "./tally.ts";
import { tellingEvent } from "./telling-event.ts";

export interface FollowOptions extends ReadOptions {
  /** How long to wait between looks at the files, in ms. */
  pollEvery: number;
  /** Reads what is there at first: `readKept` unless set. */
  readFirst?: typeof readKept;
}

/** Events that came, and what was read since the last batch: there may be none that are wanted. */
export interface EventBatch {
  kept: Kept[];
  report: ReadReport;
}

const rememberedEvents = 100_000;

/** What has come since the last batch. */
interface Incoming {
  kept: Kept[];
  tally: Tally;
  levels: Set<Level>;
}

/**
 * First all events that a selector wants as `readEvents` gives them, then those that come, each once: files are followed through
 * rotation (rename, copytruncate), an unfinished last line is waited for, streams are read as they come. Ends when `signal` is
 * aborted, or when there is nothing that could still grow.
 */
export async function followEvents(
  sources: readonly Source[],
  selector: EventSelector,
  options: FollowOptions,
  onBatch: (batch: EventBatch) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const known = recentHashes(rememberedEvents);
  const indexed = sources.flatMap(({ name, index }) => (index === null ? [] : [{ name, index }]));
  const files = sources.filter(({ file, index }) => file !== null || index !== null);
  const streams = sources.filter(({ file, index }) => file === null && index === null);
  // Opened before the first read: what is read twice is told by its hash, what is missed is told by nothing.
  const growing = await Promise.all(
    files.flatMap(({ name, file, supports }) => (file !== null && supports.follow ? [openFollowed(name, file.path)] : [])),
  );
  const places = await Promise.all(indexed.map(async ({ name, index }) => ({ name, index, position: await index.position() })));
  try {
    if (files.length > 0) {
      const { kept, report } = await (options.readFirst ?? readKept)(files, selector, { ...options, signal });
      for (const one of kept) known.add(hashOf(one));
      await onBatch({ kept, report });
    }
    const follow = { selector, options, onBatch, signal, known };
    await Promise.all([
      followFiles(growing, follow),
      ...places.map((place) => followIndex(place, follow)),
      ...streams.map((stream) => followStream(stream, follow)),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const { tail } of growing) await tail.close();
  }
}

interface Follow {
  selector: EventSelector;
  options: FollowOptions;
  onBatch: (batch: EventBatch) => void | Promise<void>;
  signal: AbortSignal;
  known: RecentHashes;
}

/** Takes an event that came, if it is wanted and was not there yet. */
function take(event: AuditEvent, { selector, options, known }: Follow, incoming: Incoming): void {
  if (!touches(event, selector)) return;
  incoming.levels.add(event.level);
  const telling = tellingEvent(event, selector, options.redactionKey);
  if (telling === null) return;
  const kept = keptEvent(telling);
  if (known.add(hashOf(kept))) incoming.tally.duplicate++;
  else incoming.kept.push(kept);
}

const goalFor = (follow: Follow, incoming: Incoming): ScanGoal => scanGoal(follow.selector, (event) => take(event, follow, incoming));

async function flush(names: string[], incoming: Incoming, { onBatch }: Follow): Promise<void> {
  const { kept, tally } = incoming;
  if (kept.length === 0 && tally.rejected === 0 && tally.bytes === 0 && tally.parsed === 0) return;
  incoming.kept = [];
  const report = { sources: names, ...tally, levels: levels.filter((level) => incoming.levels.has(level)), everyLineParsed: false };
  Object.assign(tally, emptyTally());
  await onBatch({ kept, report });
}

const nothingYet = (): Incoming => ({ kept: [], tally: emptyTally(), levels: new Set() });

interface FollowedFile {
  name: string;
  tail: Tail;
}

const openFollowed = async (name: string, path: string): Promise<FollowedFile> => ({ name, tail: await openTail(path) });

async function followFiles(files: readonly FollowedFile[], follow: Follow): Promise<void> {
  const incoming = nothingYet();
  const goal = goalFor(follow, incoming);
  const sinks = files.map(({ name, tail }) => ({ tail, sink: sinkFor(name, tail.start, goal, incoming) }));
  while (files.length > 0 && !follow.signal.aborted) {
    for (const { tail, sink } of sinks) await tail.poll(sink);
    await flush(
      files.map(({ name }) => name),
      incoming,
      follow,
    );
    await sleep(follow.options.pollEvery, null, { signal: follow.signal }).catch(() => {});
  }
}

/** Scans a file's new bytes, and begins anew when it does. */
function sinkFor(name: string, start: number, goal: ScanGoal, incoming: Incoming): TailSink {
  const scannerFrom = (offset: number): LineScanner => scan(goal, { name, live: true, documents: false, offset }, incoming.tally);
  let scanner = scannerFrom(start);
  return {
    onBytes(block) {
      incoming.tally.bytes += block.length;
      scanner.push(block);
    },
    onRestart() {
      scanner.end();
      scanner = scannerFrom(0);
    },
  };
}

/** A source with an index, and where its events begin that were not read yet. */
interface FollowedIndex {
  name: string;
  index: SourceIndex;
  position: number;
}

/** What cannot be read now is read at the next look. */
async function followIndex(place: FollowedIndex, follow: Follow): Promise<void> {
  const incoming = nothingYet();
  while (!follow.signal.aborted) {
    await sleep(follow.options.pollEvery, null, { signal: follow.signal }).catch(() => {});
    if (follow.signal.aborted) return;
    const news = await place.index.since(place.position, follow.selector, follow.signal).catch((error: unknown) => {
      if (error instanceof MeshauditError) return null;
      throw error;
    });
    if (news === null) continue;
    place.position = news.position;
    for (const event of news.events) {
      incoming.tally.parsed++;
      noteTime(incoming.tally, event.stageTimestamp);
      take(event, follow, incoming);
    }
    if (news.events.length > 0) await flush([place.name], incoming, follow);
  }
}

async function followStream(source: Source, follow: Follow): Promise<void> {
  const incoming = nothingYet();
  const scanner = scan(goalFor(follow, incoming), { name: source.name, live: true, documents: false, offset: 0 }, incoming.tally);
  const aborted = new Promise<null>((resolve) => follow.signal.addEventListener("abort", () => resolve(null), { once: true }));
  const blocks = source.blocks()[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([blocks.next(), aborted]);
    if (next === null || follow.signal.aborted || next.done === true) break;
    incoming.tally.bytes += next.value.length;
    scanner.push(asBuffer(next.value));
    await flush([source.name], incoming, follow);
  }
  scanner.end();
  await flush([source.name], incoming, follow);
}
