import type { Reading } from "./answers/reading.ts";
import { redactedLive } from "./answers/redacted-live.ts";
import { isMesh, kinds } from "./kinds/kinds.ts";
import type { MeshauditError } from "./model/error.ts";
import type { ObjectPattern, ObjectRef } from "./model/object.ts";
import type { ReadReport } from "./model/result.ts";
import { noEvents, type EventSelector } from "./model/selector.ts";
import { answersFrom, noSource, type Answers, type SessionConfig } from "./session.ts";
import { knownEvents } from "./sources/known-events.ts";
import { readEvents } from "./sources/read-events.ts";
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

/** A mesh whose log is read once and then followed, so that every question about its objects is answered at once. */
export interface Watch {
  /** Settles once the sources were read. Rejects with the MeshauditError that says why they cannot be, or the signal's reason. */
  ready: Promise<void>;
  /** Answers; questions that are asked before `ready` wait for it. `signal` ends the questions asked through this one. */
  answers(signal?: AbortSignal): Answers;
  status(): WatchStatus;
  /** Ends following and forgets what is known. */
  close(): Promise<void>;
}

const meshGroups = new Set(kinds.filter(isMesh).map(({ group }) => group));

const ofMesh: EventSelector = {
  ...noEvents,
  objects: [...meshGroups].map((group): ObjectPattern => ({ group, resource: null, namespace: null, name: null })),
};

const isOfMesh = ({ group }: ObjectPattern): boolean => group !== null && meshGroups.has(group);

/** The same promise, which a signal ends for whoever waits. */
const abortable = async <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  signal?.throwIfAborted();
  if (signal === undefined) return promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
};

/** Reads the mesh's events from the sources, keeps and follows them. Close it when done. */
export const openWatch = (config: WatchConfig): Watch => {
  const { mesh, trustedProxies, reading: options, pollEvery } = config;
  const live = config.live === null ? null : redactedLive(config.live, options.redactionKey);
  const closing = new AbortController();
  const signal = options.signal === undefined ? closing.signal : AbortSignal.any([closing.signal, options.signal]);
  const known = knownEvents();
  const tally = emptyTally();
  const levels = new Set<ReadReport["levels"][number]>();
  let names: string[] = [];
  let everyLineParsed = false;
  let problem: MeshauditError | null = null;
  let isReady = false;

  const open = async (): Promise<Source[]> => {
    const sources = await config.openSources();
    if (sources.length === 0) throw noSource();
    names = sources.map(({ name }) => name);
    return sources;
  };

  const reportOf = (ofAnswer: ReadReport["levels"]): ReadReport => ({ sources: names, ...tally, levels: ofAnswer, everyLineParsed });

  let settle = (): void => {};
  const firstRead = new Promise<void>((resolve) => (settle = resolve));
  const following = watchSources(
    open,
    ofMesh,
    { ...options, pollEvery },
    {
      onBatch({ kept, report }) {
        const objects = known.add(kept);
        addTally(tally, report);
        if (!isReady) everyLineParsed = report.everyLineParsed;
        for (const level of report.levels) levels.add(level);
        if (isReady && objects.length > 0) config.onNews({ objects });
        isReady = true;
        settle();
      },
      onProblem(now) {
        problem = now;
        config.onProblem(now);
      },
    },
    signal,
  );
  const ended = following.then(() => signal.throwIfAborted());
  const ready = Promise.race([firstRead, ended]);
  // Whoever asks is told; nobody has to.
  ready.catch(() => {});
  ended.catch(() => {});

  const readingFor = (asking: AbortSignal | undefined): Reading => {
    const either = asking === undefined ? signal : AbortSignal.any([asking, signal]);
    const fromSources = async (selector: EventSelector): ReturnType<Reading["read"]> =>
      readEvents(await open(), selector, { ...options, signal: either });
    return {
      mesh,
      trustedProxies,
      async read(selector) {
        await abortable(ready, asking);
        const inMesh = selector.everything || selector.auditIDs.length > 0 ? [] : selector.objects.filter(isOfMesh);
        if (inMesh.length === 0) return fromSources(selector);
        const there = known.read({ ...selector, objects: inMesh });
        const others = selector.objects.filter((pattern) => !isOfMesh(pattern));
        const elsewhere = others.length === 0 ? [] : (await fromSources({ ...selector, objects: others })).events;
        return { events: [...there.events, ...elsewhere], report: reportOf(there.levels) };
      },
      async statesBefore(objects, before) {
        await abortable(ready, asking);
        return known.statesBefore(objects, before);
      },
    };
  };

  return {
    ready,
    answers: (asking) => answersFrom(readingFor(asking), live),
    status: () => ({ events: known.count(), report: reportOf([...levels]), problem }),
    async close() {
      closing.abort();
      await following.catch(() => {});
      known.close();
    },
  };
};
