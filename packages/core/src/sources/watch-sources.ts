import { setTimeout as sleep } from "node:timers/promises";
import { MeshauditError } from "../model/error.ts";
import type { EventSelector } from "../model/selector.ts";
import { followEvents, type EventBatch, type FollowOptions } from "./follow-events.ts";
import { isCuttable } from "./scan-task.ts";
import type { Source } from "./source.ts";

/** What is told of sources that are watched. */
export interface SourcesWatcher {
  /** Events that came, the first time all that are there. Copies may be among them: two files may hold one event. */
  onBatch(batch: EventBatch): void;
  /** The sources cannot be read now, or (null) can be again. Each is told once. */
  onProblem(problem: MeshauditError | null): void;
}

/** How many polls lie between two looks for files that are new. */
const pollsBetweenLooks = 5;

/** A moment of a rotation in which a file is not there is no problem yet. */
const failuresToTell = 2;

/** What a source is known by; a compressed file that was written anew has another size. */
const idOf = ({ name, file }: Source): string =>
  file === null ? name : isCuttable(file) ? file.path : `${file.path} ${file.size}`;

/**
 * Follows sources, and looks every few polls whether there are new ones among them: a rotated file under its new name, another API
 * server's log. Ends when `signal` is aborted; throws what opening them for the first time throws.
 */
export async function watchSources(
  open: () => Promise<Source[]>,
  selector: EventSelector,
  options: FollowOptions,
  { onBatch, onProblem }: SourcesWatcher,
  signal: AbortSignal,
): Promise<void> {
  const followed = new Set<string>();
  let waiting = new Set<string>();
  let failures = 0;

  /** Follows some sources; those that fail are new again at the next look, which tells what is wrong. */
  const follow = (sources: readonly Source[]): Promise<void> => {
    for (const source of sources) followed.add(idOf(source));
    return followEvents(sources, selector, options, onBatch, signal).catch((error: unknown) => {
      for (const source of sources) followed.delete(idOf(source));
      if (!isOfFiles(error)) throw error;
    });
  };

  /** Sources that are new; a compressed one once it no longer grows. */
  const newAmong = (sources: readonly Source[]): Source[] => {
    const unknown = sources.filter((source) => !followed.has(idOf(source)));
    const settled = unknown.filter((source) => source.supports.follow || waiting.has(idOf(source)));
    waiting = new Set(unknown.map(idOf));
    return settled;
  };

  const look = async (): Promise<void> => {
    const sources = await open().catch((error: unknown) => {
      if (!(error instanceof MeshauditError)) throw error;
      if (++failures === failuresToTell) onProblem(error);
      return null;
    });
    if (sources === null) return;
    if (failures >= failuresToTell) onProblem(null);
    failures = 0;
    running.push(...newAmong(sources).map((source) => follow([source])));
  };

  const running = [follow(await open())];
  const looking = (async () => {
    while (!signal.aborted) {
      await sleep(options.pollEvery * pollsBetweenLooks, null, { signal }).catch(() => {});
      if (!signal.aborted) await look();
    }
  })();
  await Promise.all([looking, ...running]);
}

/** Whether an error is the file system's, which may be another at the next look; a bug is not. */
const isOfFiles = (error: unknown): boolean => error instanceof MeshauditError || (error instanceof Error && "syscall" in error);
