import { setTimeout as sleep } from "node:timers/promises";
import { MeshauditError } from "../model/error.ts";
import type { EventSelector } from "../model/selector.ts";
import { followEvents, type EventBatch, type FollowOptions } from "./follow-events.ts";
import type { Kept } from "./kept.ts";
import { passKept, type readKept } from "./read-events.ts";
import { isCuttable } from "./scan-task.ts";
import type { Source } from "./source.ts";
import { emptyTally } from "./tally.ts";

/** What is told of sources that are watched. */
export interface SourcesWatcher {
  /** An event that is there at first. Copies may be among them, and among those that come later: two files may hold one event. */
  onKept(kept: Kept): void;
  /** Events that came; none the first time, which is when all that were there at first are told. */
  onBatch(batch: EventBatch): void;
  /** The sources cannot be read now, or (null) can be again. Each is told once. */
  onProblem(problem: MeshauditError | null): void;
  /** There is a source that was not there at first. */
  onNewSource(): void;
}

/** How many polls lie between two looks for files that are new. */
const pollsBetweenLooks = 5;

/** A moment of a rotation in which a file is not there is no problem yet. */
const failuresToTell = 2;

/** What a source is known by; a compressed file that was written anew has another size. */
const idOf = ({ name, file }: Source): string => (file === null ? name : isCuttable(file) ? file.path : `${file.path} ${file.size}`);

/**
 * Follows sources, and looks every few polls whether there are new ones among them: a rotated file under its new name, another API
 * server's log. Ends when `signal` is aborted; throws what opening or reading them for the first time throws.
 */
export async function watchSources(
  open: () => Promise<Source[]>,
  selector: EventSelector,
  options: FollowOptions,
  { onKept, onBatch, onProblem, onNewSource }: SourcesWatcher,
  signal: AbortSignal,
): Promise<void> {
  const followed = new Set<string>();
  let waiting = new Set<string>();
  let failures = 0;
  let isRead = false;
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  signal.addEventListener("abort", begin, { once: true });

  /** Follows some sources; those that fail are new again at the next look, which tells what is wrong. */
  const follow = async (sources: readonly Source[], how: FollowOptions): Promise<void> => {
    for (const source of sources) followed.add(idOf(source));
    try {
      await followEvents(sources, selector, how, onFirst, signal);
    } catch (error) {
      if (!isRead || !isOfFiles(error)) throw error;
      for (const source of sources) followed.delete(idOf(source));
    }
  };
  const onFirst = (batch: EventBatch): void => {
    isRead = true;
    onBatch(batch);
    begin();
  };

  /** Sources that are new; a compressed one once it no longer grows. */
  const newAmong = (sources: readonly Source[]): Source[] => {
    const unknown = sources.filter((source) => !followed.has(idOf(source)));
    const settled = unknown.filter((source) => source.supports.follow || waiting.has(idOf(source)));
    waiting = new Set(unknown.map(idOf));
    return settled;
  };

  /** The sources as they are now; null when they cannot be opened. */
  const look = async (): Promise<Source[] | null> => {
    try {
      const sources = await open();
      if (failures >= failuresToTell) onProblem(null);
      failures = 0;
      return sources;
    } catch (error) {
      if (!(error instanceof MeshauditError)) throw error;
      // Just rotated: nothing was written since.
      if (error.code !== "source-empty" && ++failures === failuresToTell) onProblem(error);
      return null;
    }
  };

  const lookOnAndOn = async (): Promise<void> => {
    await begun;
    const running: Promise<void>[] = [];
    while (!signal.aborted) {
      await sleep(options.pollEvery * pollsBetweenLooks, null, { signal }).catch(() => {});
      if (signal.aborted) break;
      for (const source of newAmong((await look()) ?? [])) {
        running.push(follow([source], options));
        onNewSource();
      }
    }
    await Promise.all(running);
  };

  const first = await open();
  // What comes out of a stream in time, nobody can wait for.
  if (first.every(({ file, index }) => file === null && index === null)) onFirst({ kept: [], report: nothingOf(first) });
  // Nobody is answered before all sources were read, so that what is read first can be passed on piece by piece.
  const readFirst: typeof readKept = async (files, wanted, how) => ({ kept: [], report: await passKept(files, wanted, how, onKept) });
  await Promise.all([follow(first, { ...options, readFirst }), lookOnAndOn()]);
}

/** Whether an error is the file system's, which may be another at the next look; a bug is not. */
const isOfFiles = (error: unknown): boolean => error instanceof MeshauditError || (error instanceof Error && "syscall" in error);

const nothingOf = (sources: readonly Source[]): EventBatch["report"] => ({
  sources: sources.map(({ name }) => name),
  ...emptyTally(),
  levels: [],
  everyLineParsed: false,
});
