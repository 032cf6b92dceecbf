import { MeshauditError, type Appended, type EventPacker, type PackedEvents, type StoreWriter } from "@meshaudit/core";
import type { CollectedMesh, Limits } from "../config.ts";
import { Refusal } from "../http/refusal.ts";
import { errorFields, type Log } from "../log/log.ts";

/** The store of one mesh, kept open. */
export interface MeshStore {
  readonly mesh: string;
  readonly isReady: boolean;
  readonly journalBytes: number;
  readonly events: number;
  /** Throws Refusal at once when the store is known to take nothing now. */
  demandReady(): void;
  /** Packs events for `append`. Throws Refusal. */
  packer(bytes: number): EventPacker;
  /** Resolves once the events are durable. Throws Refusal. */
  append(events: PackedEvents): Promise<Appended>;
  /** Waits for what was handed over, seals and closes. */
  close(): Promise<void>;
}

/** What keeping a store open needs. */
export interface MeshStoreConfig {
  mesh: CollectedMesh;
  limits: Pick<Limits, "sealIdle" | "upkeep">;
  elapsed(): number;
  log: Log;
  onSync(ms: number): void;
}

/** How long a full store is left alone, so that what comes meanwhile is refused before it is read. ms */
const fullFor = 1000;
/** Until a store that broke is opened anew, at first and at most. ms */
const firstWait = 1000;
const longestWait = 30_000;
/** How often it is looked whether something is due. ms */
const lookEvery = 10_000;

const unavailable = (): Refusal => new Refusal("store-unavailable", "the store takes no events now");

/** Opens the store of a mesh, and opens it anew when it breaks. Throws what opening throws at the start. */
export const openMeshStore = async ({ mesh, limits, elapsed, log, onSync }: MeshStoreConfig): Promise<MeshStore> => {
  const open = (): Promise<StoreWriter> => mesh.openWriter({ onSync });
  let writer: StoreWriter | null = await open();
  let closed = false;
  let fullUntil = Number.NEGATIVE_INFINITY;
  let lastAppend = elapsed();
  let lastUpkeep = elapsed();
  let sealed = false;
  let reopening: NodeJS.Timeout | undefined;
  let opening: Promise<void> = Promise.resolve();

  const reopenIn = (wait: number): void => {
    const reopen = async (): Promise<void> => {
      try {
        const opened = await open();
        if (closed) return await opened.close();
        writer = opened;
        log.info("store opened anew", { mesh: mesh.name });
      } catch (error) {
        log.error("store not opened anew", { mesh: mesh.name, ...errorFields(error) });
        if (!closed) reopenIn(Math.min(wait * 2, longestWait));
      }
    };
    reopening = setTimeout(() => (opening = reopen()), wait).unref();
  };

  /** After a failed write nothing is to be had of a writer any more: what is durable is found when it is opened anew. */
  const broke = (which: StoreWriter, error: unknown): void => {
    if (writer !== which || closed) return;
    writer = null;
    log.error("store broke", { mesh: mesh.name, ...errorFields(error) });
    opening = which.close().catch(() => {});
    void opening.then(() => {
      if (!closed) reopenIn(firstWait);
    });
  };

  const failed = (which: StoreWriter, error: unknown): Refusal => {
    if (!(error instanceof MeshauditError) || !error.code.startsWith("store-")) {
      log.seldom(`append ${mesh.name}`, "error", "events could not be stored", { mesh: mesh.name, ...errorFields(error) });
      return unavailable();
    }
    if (error.code !== "store-full") {
      broke(which, error);
      return unavailable();
    }
    fullUntil = elapsed() + fullFor;
    log.seldom(`full ${mesh.name}`, "error", "the store is full", { mesh: mesh.name, ...errorFields(error) });
    return new Refusal("store-full", "the store has no room");
  };

  const upkeep = async (): Promise<void> => {
    const which = writer;
    if (which === null) return;
    const told = (what: string) => (error: unknown) =>
      log.seldom(`${what} ${mesh.name}`, "error", `${what} failed`, { mesh: mesh.name, ...errorFields(error) });
    if (!sealed && elapsed() - lastAppend >= limits.sealIdle) {
      sealed = true;
      await which.seal().catch(told("seal"));
    }
    if (elapsed() - lastUpkeep < limits.upkeep) return;
    lastUpkeep = elapsed();
    await which.compact().catch(told("compact"));
    await which.retain().catch(told("retain"));
  };
  let keeping: Promise<void> | null = null;
  const timer = setInterval(
    () => {
      keeping ??= upkeep().finally(() => (keeping = null));
    },
    Math.min(lookEvery, limits.sealIdle, limits.upkeep),
  ).unref();

  const demandReady = (): StoreWriter => {
    if (writer === null) throw unavailable();
    if (elapsed() < fullUntil) throw new Refusal("store-full", "the store has no room");
    return writer;
  };

  return {
    mesh: mesh.name,
    get isReady() {
      return writer !== null && elapsed() >= fullUntil;
    },
    get journalBytes() {
      return writer?.journalBytes ?? 0;
    },
    get events() {
      return writer?.events ?? 0;
    },
    demandReady,
    packer: (bytes) => demandReady().packer(bytes),
    async append(events) {
      const which = demandReady();
      try {
        const appended = await which.appendPacked(events);
        lastAppend = elapsed();
        sealed = false;
        return appended;
      } catch (error) {
        throw failed(which, error);
      }
    },
    async close() {
      closed = true;
      clearTimeout(reopening);
      clearInterval(timer);
      await opening;
      await keeping;
      const last = writer;
      writer = null;
      await last?.close();
    },
  };
};
