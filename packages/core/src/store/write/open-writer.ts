import { basename } from "node:path";
import { MeshauditError } from "../../model/error.ts";
import { readTable } from "../delta/read-table.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import { isFull, isMissing } from "../disk/disk-error.ts";
import type { Engine } from "../engine/duckdb.ts";
import { openEvidence } from "../evidence/checkpoints.ts";
import { leafHash } from "../evidence/merkle.ts";
import { buildFilter, readFilter } from "../dedupe/filter.ts";
import { recentHashes } from "../dedupe/recent-hashes.ts";
import { storableText } from "../columns/odd-row.ts";
import { openJournal } from "../journal/open-journal.ts";
import { readJournal } from "../journal/read-journal.ts";
import { redactionKeyOf } from "../project.ts";
import { readSegments } from "../segments/read-segments.ts";
import type { StoreWriter } from "../store-writer.ts";
import { canonicalEvent } from "../../decode/event-hash.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { clearAway } from "./clear-away.ts";
import { WriterBroken } from "./commit-signed.ts";
import { compactDays } from "./compact.ts";
import { storedEvent, takeIn, type Incoming } from "./incoming.ts";
import { knownSegments } from "./known-segments.ts";
import { nameOf, newEvents } from "./new-events.ts";
import { retainSegments } from "./retain.ts";
import { sealStretch } from "./seal.ts";
import { noteUnsealed, unsealedFrom, type Unsealed } from "./unsealed.ts";
import type { WriterConfig } from "./writer-config.ts";

/** So many of the last events are told without looking into segments; all that is in the journal is among them. */
const recentEvents = 1 << 20;
/** More are not put into the journal before some of it was sealed. */
const mostUnsealed = recentEvents / 2;

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

const full = (folder: string, cause: unknown): MeshauditError =>
  new MeshauditError("store-full", `there is no room to seal the journal of ${folder}`, {
    hint: "make room on its disk: what was acknowledged is in the journal, and is sealed then",
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
  const redactionKey = await redactionKeyOf(disk, project);
  let table: TableState = await readTable(disk, paths);
  // What covers events of the journal is durable before the journal lets go of them: its writer may have ended just before.
  await disk.syncFolder(paths.deltaLog);
  const { journal } = await openJournal({ disk, folder: paths.journal, sealedSeq: table.sealedSeq });

  let started: Promise<Engine> | null = null;
  const engine = (): Promise<Engine> => (started ??= config.engine());

  const recent = recentHashes(recentEvents);
  const pending = new Map<string, Promise<unknown>>();
  /** The stretch of the journal that is being sealed, and the one behind it that is written to. */
  let sealing: Unsealed | null = null;
  let open: Unsealed = unsealedFrom(table.sealedSeq);
  let pendingCharacters = 0;
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

  await readJournal(disk, paths.journal, table.sealedSeq, ({ lines }) => {
    const stored = lines.map((line) => storedEvent(JSON.parse(line) as AuditEvent, line));
    noteUnsealed(open, stored, now());
    for (const { hash } of stored) recent.add(hash);
    events += stored.length;
  });

  const heldBy = async (segment: LiveSegment, suspected: readonly Incoming[]): Promise<ReadonlySet<string>> => {
    const ids = [...new Set(suspected.map(({ event }) => storableText(event.auditID)))];
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
      throw isFull(error) ? full(paths.project, error) : error;
    });
    for (const { segment, filter } of sealed.filters) segments.note(segment, filter);
    become(sealed.table);
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
  const isDue = (): boolean =>
    open.characters >= policy.characters || (open.since !== null && now() - open.since >= policy.age) || sealing !== null;

  const write = async (fresh: readonly Incoming[], characters: number): Promise<void> => {
    const writing = journal.append(fresh.map(({ text }) => text)).then(() => {
      // In the order of their numbers: the journal settles its writes so.
      noteUnsealed(open, fresh, now());
      for (const { hash } of fresh) recent.add(hash);
      events += fresh.length;
    });
    pendingCharacters += characters;
    writes.add(writing);
    for (const { hash } of fresh) pending.set(nameOf(hash), writing);
    try {
      await writing;
    } finally {
      writes.delete(writing);
      pendingCharacters -= characters;
      for (const { hash } of fresh) pending.delete(nameOf(hash));
    }
  };

  return {
    async append(decoded) {
      demandWhole();
      const all = takeIn(decoded, redactionKey, config.redactionPaths, (reason) =>
        config.onProblem?.(new MeshauditError("store-invalid", `an event cannot be stored: ${reason}`)),
      );
      const characters = all.reduce((sum, { text }) => sum + text.length, 0);
      if (open.count + (sealing?.count ?? 0) > mostUnsealed) await change(sealNow);
      let writing: Promise<void> = Promise.resolve();
      const { duplicate, stored, copied } = await admit(async () => {
        const { events: fresh, duplicate, copied } = await newEvents(all, known);
        if (fresh.length > 0) writing = write(fresh, characters);
        writing.catch(() => {});
        return { duplicate, stored: fresh.length, copied };
      });
      await Promise.all([writing, copied]);
      await demandThere();
      if (isDue()) sealSoon();
      return { stored, duplicate, rejected: decoded.length - all.length };
    },
    get pendingBytes() {
      return pendingCharacters;
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
        const compacted = await compactDays(config, await engine(), table, evidence, become);
        await clearAway(config, table);
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
        await journal.close();
        await (await started)?.close();
        await release();
      }
    },
  };
};
