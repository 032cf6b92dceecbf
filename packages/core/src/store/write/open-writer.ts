import { basename } from "node:path";
import { MeshauditError } from "../../model/error.ts";
import { readTable } from "../delta/read-table.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import { isFull, isMissing } from "../disk/disk-error.ts";
import type { Engine } from "../engine/duckdb.ts";
import { openEvidence } from "../evidence/checkpoints.ts";
import { hashBytes, leafHash } from "../evidence/merkle.ts";
import { buildFilter, readFilter } from "../dedupe/filter.ts";
import { recentHashes } from "../dedupe/recent-hashes.ts";
import { storableText } from "../columns/odd-row.ts";
import { openJournal } from "../journal/open-journal.ts";
import { readJournal } from "../journal/read-journal.ts";
import { redactionKeyOf } from "../project.ts";
import { readSegments } from "../segments/read-segments.ts";
import type { Appended, StoreWriter } from "../store-writer.ts";
import { canonicalEvent } from "../../decode/event-hash.ts";
import { clearAway } from "./clear-away.ts";
import { WriterBroken } from "./commit-signed.ts";
import { compactDays } from "./compact.ts";
import { knownSegments } from "./known-segments.ts";
import { mendDerived } from "./mend-derived.ts";
import { nameOf, newEvents, type NewEvents, type PendingWrite } from "./new-events.ts";
import { eventPacker, packStored, roomFor, type PackedEvents } from "./packed-events.ts";
import { retainSegments } from "./retain.ts";
import { sealStretch } from "./seal.ts";
import { noteUnsealed, unsealedFrom, type Unsealed } from "./unsealed.ts";
import type { SealPolicy, WriterConfig } from "./writer-config.ts";

/** So many of the last events are told without looking into segments; all that is in the journal is among them. */
const recentEvents = ({ characters }: SealPolicy): number => Math.min(1 << 20, Math.max(1 << 16, Math.ceil(characters / leastCharacters)));
/** Hardly an event has fewer. */
const leastCharacters = 128;
/** A stretch of the journal that is so many times as large as it should be is not added to: DuckDB needs memory by its size. */
const mostOfPolicy = 1.5;

/** Runs one task after another; a failed one does not keep the next from running. */
const inTurn = (): (<T>(task: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => {});
    return next;
  };
};

const locked = (folder: string): MeshauditError =>
  new MeshauditError("store-locked", `another process writes to ${folder}`, {
    hint: "one writer at a time: stop the other ingest or serve, or send it the events; questions can be asked all the while",
  });

const full = (folder: string, what: string, cause: unknown): MeshauditError =>
  new MeshauditError("store-full", `there is no room to ${what} of ${folder}`, {
    hint: "make room on its disk: nothing that was acknowledged is lost, and it goes on then",
    cause,
  });

const deleted = (folder: string, cause: unknown): MeshauditError =>
  new MeshauditError("store-missing", `the project ${folder} was deleted while it was written to`, {
    hint: "make a new one with: kubectl meshaudit store recreate",
    cause,
  });

/**
 * Opens a project to write to it, and takes up what a crash left: what is in the journal is there, what was half made is not.
 *
 * @throws MeshauditError `store-locked`, `store-damaged`, `store-unreadable`.
 */
export const openStoreWriter = async (config: WriterConfig): Promise<StoreWriter> => {
  const { disk, project } = config;
  const { paths } = project;
  const lock = await disk.lock(paths.lock);
  if (lock === null) throw locked(paths.project);
  try {
    return await openLocked(config, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const openLocked = async (config: WriterConfig, release: () => Promise<void>): Promise<StoreWriter> => {
  const { disk, project, now, seal: policy } = config;
  const { paths } = project;
  // Who made it may have ended before the description's name was durable.
  await disk.syncFolder(paths.project);
  const redaction = { key: await redactionKeyOf(disk, project), paths: config.redactionPaths };
  let table: TableState = await readTable(disk, paths);
  // What covers events of the journal is durable before the journal lets go of them: its writer may have ended just before.
  await disk.syncFolder(paths.deltaLog);
  const { journal } = await openJournal({ disk, folder: paths.journal, sealedSeq: table.sealedSeq });

  let started: Promise<Engine> | null = null;
  const engine = (): Promise<Engine> => (started ??= config.engine());

  const remembered = recentEvents(policy);
  const recent = recentHashes(remembered);
  const pending = new Set<PendingWrite>();
  /** The stretch of the journal that is being sealed, and the one behind it that is written to. */
  let sealing: Unsealed | null = null;
  let open: Unsealed = unsealedFrom(table.sealedSeq);
  let pendingBytes = 0;
  let events = table.segments.reduce((sum, segment) => sum + segment.events, 0);

  const eventsIn = async function* (segments: readonly LiveSegment[], where: { sql: string; parameters: (string | number)[] }) {
    yield* readSegments(await engine(), paths, segments, where);
  };
  /** What nobody can read any more cannot be the reason to lose what comes: a copy of it is stored once more. */
  const unreadable = (segment: LiveSegment, error: unknown): void => {
    const isDamage = isMissing(error) || (error instanceof MeshauditError && error.code === "store-damaged");
    if (!isDamage) throw error;
    const what = `the segment ${segment.path} cannot be read, so that copies of its events are not told`;
    config.onProblem?.(
      new MeshauditError("store-damaged", what, { hint: "kubectl meshaudit store verify names what is wrong", cause: error }),
    );
  };
  const segments = knownSegments(disk, paths, async (segment) => {
    const hashes: Buffer[] = [];
    try {
      for await (const batch of eventsIn([segment], { sql: "true", parameters: [] }))
        for (const event of batch) hashes.push(leafHash(canonicalEvent(event)));
    } catch (error) {
      unreadable(segment, error);
    }
    return readFilter(buildFilter(hashes));
  });
  segments.become(table.segments);

  const evidence = await openEvidence({
    disk,
    folder: paths.evidence,
    project: basename(paths.project),
    signingKey: config.signingKey,
    trusted: config.trusted,
    tableVersion: table.version,
    onCheckpoint: config.onCheckpoint,
  });

  /** Where events are written for DuckDB, once it was opened. */
  let folder: string | null = null;
  /** Notes events that the journal holds, in the order of their numbers. */
  const noteStored = (stored: PackedEvents): void => {
    noteUnsealed(open, stored, now(), folder);
    for (let place = 0; place < stored.count; place++) recent.add(stored.hashes, place * hashBytes);
    events += stored.count;
  };
  await readJournal(disk, paths.journal, table.sealedSeq, ({ lines }) => {
    noteStored(packStored(lines));
  });

  const heldBy = async (segment: LiveSegment, auditIDs: readonly string[]): Promise<ReadonlySet<string>> => {
    const ids = [...new Set(auditIDs.map(storableText))];
    const held = new Set<string>();
    const where = { sql: `"auditID" IN (${ids.map(() => "?").join(", ")})`, parameters: ids };
    try {
      for await (const batch of eventsIn([segment], where)) for (const event of batch) held.add(nameOf(leafHash(canonicalEvent(event))));
    } catch (error) {
      unreadable(segment, error);
    }
    return held;
  };
  const known = { pending, recent, segments, heldBy };

  /** Writes to the journal that are under way. */
  const writes = new Set<Promise<unknown>>();
  /** What is told from one another and numbered in turn is written together. */
  const admit = inTurn();
  let broken: WriterBroken | null = null;
  const demandWhole = (): void => {
    if (broken !== null) throw broken;
  };
  /** The system lets go on writing to files that were deleted: what is acknowledged must be where a reader looks for it. */
  const demandThere = async (): Promise<void> => {
    try {
      await disk.size(paths.description);
    } catch (error) {
      throw isMissing(error) ? deleted(paths.project, error) : error;
    }
  };
  const changes = inTurn();
  /** Seals, compactions and retention change the table one after another. */
  const change = <T>(task: () => Promise<T>): Promise<T> =>
    changes(async () => {
      demandWhole();
      return task().catch((error: unknown) => {
        if (error instanceof WriterBroken) broken = error;
        throw error;
      });
    });

  const sealNow = async (): Promise<void> => {
    if (open.count === 0 && sealing === null) return;
    if (sealing === null) {
      await admit(async () => {
        await Promise.allSettled(writes);
        await journal.rotate();
        sealing = open;
        open = unsealedFrom(journal.nextSeq);
      });
    }
    if (sealing === null) return;
    const before = table.sealedSeq;
    const sealed = await sealStretch(config, await engine(), table, evidence, sealing).catch((error: unknown) => {
      throw isFull(error) ? full(paths.project, "seal the journal", error) : error;
    });
    for (const { segment, filter } of sealed.filters) segments.note(segment, filter);
    become(sealed.table);
    sealing.kept?.remove();
    sealing = null;
    // Who follows the journal reads on from the stretch before; it goes with the next seal.
    await journal.removeBelow(before);
  };
  const become = (next: TableState): void => {
    table = next;
    segments.become(next.segments);
  };

  let sealingSoon = false;
  const sealSoon = (): void => {
    if (sealingSoon) return;
    sealingSoon = true;
    change(sealNow)
      .catch((error: unknown) => config.onProblem?.(error instanceof Error ? error : new Error(String(error))))
      .finally(() => (sealingSoon = false));
  };
  /** By a clock that was set back what came before it seems to be yet to come. */
  const isDue = (): boolean =>
    open.bytes >= policy.characters || (open.since !== null && Math.abs(now() - open.since) >= policy.age) || sealing !== null;

  const write = async ({ events: fresh, hashes }: NewEvents): Promise<void> => {
    // In the order of their numbers: the journal settles its writes so.
    const writing = journal.appendText(fresh).then(() => noteStored(fresh));
    const pendingWrite = { hashes, done: writing };
    writes.add(writing);
    pending.add(pendingWrite);
    pendingBytes += fresh.text.length;
    try {
      await writing;
    } finally {
      writes.delete(writing);
      pending.delete(pendingWrite);
      pendingBytes -= fresh.text.length;
    }
  };

  const hasRoom = (): boolean =>
    open.count + (sealing?.count ?? 0) <= remembered / 2 && (open.bytes < policy.characters * mostOfPolicy || open.count === 0);

  const appendPacked = async (packed: PackedEvents): Promise<Appended> => {
    demandWhole();
    folder ??= (await engine()).folder;
    if (!hasRoom()) await change(async () => (hasRoom() ? undefined : sealNow()));
    let writing: Promise<void> = Promise.resolve();
    const { duplicate, stored, copied } = await admit(async () => {
      const fresh = await newEvents(packed, known);
      if (fresh.events.count > 0) writing = write(fresh);
      writing.catch(() => {});
      return { duplicate: fresh.duplicate, stored: fresh.events.count, copied: fresh.copied };
    });
    await Promise.all([writing, copied]);
    await demandThere();
    if (isDue()) sealSoon();
    return { stored, duplicate, rejected: 0 };
  };

  return {
    async append(decoded) {
      const packer = eventPacker(redaction);
      let rejected = 0;
      for (const event of decoded) {
        const reason = packer.add(event);
        if (reason === null) continue;
        rejected++;
        config.onProblem?.(new MeshauditError("store-invalid", reason));
      }
      return { ...(await appendPacked(packer.take())), rejected };
    },
    packer: (bytes) => eventPacker(redaction, bytes === undefined ? undefined : roomFor(bytes)),
    redaction,
    appendPacked,
    get pendingBytes() {
      return pendingBytes;
    },
    get journalBytes() {
      return journal.bytes;
    },
    get events() {
      return events;
    },
    seal: () => change(sealNow),
    compact: () =>
      change(async () => {
        const compacted = await compactDays(config, await engine(), table, evidence, become).catch((error: unknown) => {
          throw isFull(error) ? full(paths.project, "join segments", error) : error;
        });
        await clearAway(config, table);
        await mendDerived(config, engine, table);
        return compacted;
      }),
    retain: () =>
      change(async () => {
        const { table: next, retained } = await retainSegments(config, await engine(), table, evidence);
        become(next);
        events -= retained.events;
        await clearAway(config, table);
        return retained;
      }),
    async close() {
      try {
        await admit(async () => {});
        await change(sealNow);
        await journal.removeBelow(table.sealedSeq);
      } finally {
        open.kept?.remove();
        sealing?.kept?.remove();
        await journal.close();
        await (await started)?.close();
        await release();
      }
    },
  };
};
