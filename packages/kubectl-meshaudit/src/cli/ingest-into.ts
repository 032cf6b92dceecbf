import {
  ingestOn,
  ingestOnce,
  ingestReport,
  ingestTally,
  MeshauditError,
  openReadingPlaces,
  openSources,
  type IngestReport,
  type ReadProgress,
} from "@meshaudit/core";
import { count } from "../render/amount.ts";
import { openStoreOf, type StoreWriteFlags } from "./open-store.ts";
import { packingThreads } from "./packing-threads.ts";

/** What ingesting tells on its way. */
export interface IngestEars {
  signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  /** A line for standard error. */
  say(line: string): void;
  /** Each round of following is told. */
  isTold: boolean;
}

/** Larger segments pack no better, and DuckDB needs memory by their size. */
const segmentCharacters = 96 * 1024 * 1024;
const engineMemoryMB = 320;
/** How often a growing log is looked at, ms. */
const pollEvery = 1000;
/** How often a store that is followed into is looked after, ms. */
const careEvery = 60_000;

/** Reads logs into the store that the flags name. */
export const ingestInto = async (
  specs: readonly string[],
  flags: StoreWriteFlags & { follow?: boolean },
  { signal, onProgress, say, isTold }: IngestEars,
): Promise<IngestReport> => {
  if (specs.length === 0)
    throw new MeshauditError("argument-invalid", "ingest needs a log to read", { hint: "kubectl meshaudit ingest FILE" });
  const open = () => openSources(specs, { stdin: process.stdin.isTTY ? null : process.stdin, cwd: process.cwd() });
  const sources = await open();
  const { project, writer, disk } = await openStoreOf(flags, { characters: segmentCharacters }, (problem) => say(problem.message), {
    memoryMB: engineMemoryMB,
  });
  const tally = ingestTally();
  const report = (): IngestReport => ingestReport(tally, { mesh: project.meshId, project: project.paths.project });
  try {
    const places = await openReadingPlaces(disk, project.paths.progress);
    const options = { writer, places, signal, following: flags.follow === true, packing: packingThreads(), onProgress };
    await ingestOnce(sources, tally, options);
    if (flags.follow !== true) return report();
    let told = -1;
    let cared = Date.now();
    await ingestOn(open, pollEvery, tally, options, async () => {
      const { stored, duplicate, rejected } = report();
      if (isTold && stored !== told) say(`${count(stored)} stored, ${count(duplicate)} duplicate, ${count(rejected)} rejected`);
      told = stored;
      if (Date.now() - cared < careEvery) return;
      cared = Date.now();
      await writer.compact();
      await writer.retain();
    });
    return report();
  } finally {
    await writer.close();
  }
};
