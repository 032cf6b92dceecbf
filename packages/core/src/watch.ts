import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { questionRest } from "./answers/question-rest.ts";
import { readingWhen } from "./answers/reading-when.ts";
import { redactedLive } from "./answers/redacted-live.ts";
import { rememberingReading } from "./answers/remembering.ts";
import { suspectObjects } from "./answers/suspect-objects.ts";
import { warming } from "./answers/warming.ts";
import { meshGroups, meshPatterns } from "./kinds/mesh-patterns.ts";
import { levels, type Level } from "./model/audit-event.ts";
import type { MeshauditError } from "./model/error.ts";
import type { ObjectRef } from "./model/object.ts";
import type { ReadReport } from "./model/result.ts";
import { noEvents, type EventSelector } from "./model/selector.ts";
import { answersFrom, noSource, type Answers, type SessionConfig } from "./session.ts";
import type { EventBatch } from "./sources/follow-events.ts";
import type { Kept } from "./sources/kept.ts";
import { knownEvents } from "./sources/known-events.ts";
import { readEvents } from "./sources/read-events.ts";
import { readStatesBefore } from "./sources/read-states-before.ts";
import type { Source } from "./sources/source.ts";
import { addTally, emptyTally } from "./sources/tally.ts";
import { watchSources } from "./sources/watch-sources.ts";

/** What a watch stands on: as a session, but for the sources, which come and go. */
export interface WatchConfig extends Omit<SessionConfig, "sources"> {
  /** Opens the sources, at first and again every few polls. */
  openSources(): Promise<Source[]>;
  /** How long to wait between looks at the files, ms. */
  pollEvery: number;
  /** What has come after the first reading. */
  onNews(news: News): void;
  /** The sources cannot be read any more, or (null) can be again; what is known is answered from all the while. Told once each. */
  onProblem(problem: MeshauditError | null): void;
}

/** Objects of the mesh that new events touch. */
export interface News {
  objects: ObjectRef[];
}

/** How a watch stands. */
export interface WatchStatus {
  /** How many events about the mesh are known. */
  events: number;
  /** All that was read so far: names of the sources, times of the first and the last event, what could not be read. */
  report: ReadReport;
  /** Why the sources cannot be read now; null when they can. */
  problem: MeshauditError | null;
}

/**
 * A mesh whose log is read once and then followed. What it answers is what a session would, about the log as far as it was read; `searched`
 * tells all that was read so far.
 */
export interface Watch {
  /** Settles once the sources were read. Rejects with the MeshauditError that says why they cannot be, or the signal's reason. */
  ready: Promise<void>;
  /** Questions that are asked before `ready` wait for it. `signal` lets go whoever waits for an answer through this one. */
  answers(signal?: AbortSignal): Answers;
  status(): WatchStatus;
  /** Settles when what can be answered ahead was: until then some questions take as long as they do in a session. */
  warm(): Promise<void>;
  /** Ends following and forgets what is known. */
  close(): Promise<void>;
}

const ofMesh: EventSelector = { ...noEvents, objects: meshPatterns(null) };

/** Objects with so many bytes of events take long to build a history of. */
const heavyBytes = 64 * 1024;
/** So many bytes of such objects are built ahead. */
const aheadBytes = 10 * 1024 * 1024;

/** Nothing is built ahead unless no question came for so long, ms: whoever asks one mostly asks others soon. */
const quietFor = 100;

/** Reads the mesh's events from the sources, keeps and follows them. Close it when done. */
export const openWatch = (config: WatchConfig): Watch => {
  const { mesh, trustedProxies, reading: options, pollEvery } = config;
  const live = config.live === null ? null : redactedLive(config.live, options.redactionKey);
  const closing = new AbortController();
  const signal = options.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal]);
  const known = knownEvents();
  const tally = emptyTally();
  const seenLevels = new Set<Level>();
  let sources: Source[] = [];
  let everyLineParsed = false;
  let problem: MeshauditError | null = null;
  let isRead = false;
  let setRead = (): void => {};
  const read = new Promise<void>((resolve) => (setRead = resolve));

  const open = async (): Promise<Source[]> => {
    const opened = await config.openSources();
    if (opened.length === 0) throw noSource();
    sources = opened;
    return opened;
  };
  /** The sources as they are now: a file may have another size, or be gone, and then reading it says so. */
  const now = (): Promise<Source[]> => open().catch(() => sources);
  const reportOn = (ofAnswer: Level[]): ReadReport => ({
    sources: sources.map(({ name }) => name),
    ...tally,
    parsed: tally.parsed - known.duplicates(),
    duplicate: tally.duplicate + known.duplicates(),
    levels: ofAnswer,
    everyLineParsed,
  });

  const elsewhere = { ...options, onProgress: undefined, signal };
  const reading = rememberingReading({
    atHand: known,
    isAtHand: ({ group }) => group !== null && meshGroups.has(group),
    elsewhere: {
      mesh,
      trustedProxies,
      read: async (selector) => readEvents(await now(), selector, elsewhere),
      statesBefore: async (objects, before) => readStatesBefore(await now(), objects, before, elsewhere),
    },
    report: reportOn,
  });
  const questions = questionRest(
    () => turn(undefined, { signal }),
    () => sleep(quietFor, undefined, { signal }),
  );
  const ahead = warming(reading, {
    turn: questions.quiet,
    rest: () => sleep(pollEvery, undefined, { signal }).then(questions.quiet),
  });

  const suspects = suspectObjects();
  /** Answers ahead what is asked of these objects and takes long. */
  const warm = (objects: readonly ObjectRef[]): void => {
    let bytes = 0;
    const heavy = objects
      .map((object) => ({ object, weight: known.weight(object) }))
      .filter(({ weight }) => weight > heavyBytes)
      .sort((a, b) => b.weight - a.weight)
      .filter(({ weight }) => (bytes += weight) <= aheadBytes);
    ahead.deleted(objects.filter(suspects.has));
    ahead.heavy(
      heavy.map(({ object }) => object),
      isRead,
    );
    suspects.clear();
  };

  const onKept = (kept: Kept): void => {
    known.add([kept]);
    reading.note([kept.event], []);
    suspects.note(kept.event);
  };
  const onBatch = ({ kept, report }: EventBatch): void => {
    const touched = known.add(kept);
    reading.note(
      kept.map(({ event }) => event),
      touched,
    );
    for (const { event } of kept) suspects.note(event);
    addTally(tally, report);
    for (const level of report.levels) seenLevels.add(level);
    if (!isRead) everyLineParsed = report.everyLineParsed;
    else if (touched.length > 0) config.onNews({ objects: touched });
    warm(isRead ? touched : reading.seenNow(ofMesh.objects));
    isRead = true;
    setRead();
  };
  const onProblem = (told: MeshauditError | null): void => {
    problem = told;
    config.onProblem(told);
  };

  const following = watchSources(
    open,
    ofMesh,
    { ...options, pollEvery },
    { onKept, onBatch, onProblem, onNewSource: reading.forgetUnknownCauses },
    signal,
  );
  const ready = Promise.race([read, following.then(() => signal.throwIfAborted())]);
  // Whoever asks is told; nobody has to. What goes wrong later than that is a bug, and not to be passed over.
  ready.catch(() => {});
  const readyToAnswer = (): Promise<void> => {
    questions.note();
    return ready;
  };

  return {
    ready,
    answers(asking) {
      // Who takes these has a question, which may turn out to be answered already.
      questions.note();
      const letGo = asking === undefined ? signal : AbortSignal.any([asking, signal]);
      return answersFrom(readingWhen(readyToAnswer, reading, letGo), live);
    },
    status: () => ({ events: known.count(), report: reportOn(levels.filter((level) => seenLevels.has(level))), problem }),
    warm: () => ready.then(ahead.done),
    async close() {
      closing.abort();
      await following.catch(() => {});
      await ahead.done();
      known.close();
    },
  };
};
