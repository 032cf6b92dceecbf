import {
  eventPacker,
  MeshauditError,
  textOf,
  type Appended,
  type AuditEvent,
  type EventPacker,
  type PackedEvents,
  type StoreWriter,
} from "@meshaudit/core";
import type { CollectedMesh, OpenAnswers } from "../config.ts";

/** Events of this verb are those that the store can keep in no way. */
export const unkeepable = "unkeepable";

/** A store in memory, that can be made to be slow, full or broken. */
export interface MemoryStore extends CollectedMesh {
  events: AuditEvent[];
  /** How often its writer was opened, sealed and closed. */
  opened: number;
  sealed: number;
  closed: number;
  /** Most events that were handed over and not stored yet. */
  mostUnderWay: number;
  /** What becomes of appends: stored, or what they throw, or nothing at all. */
  mode: "works" | "full" | "broken" | "hangs";
  /** How long an append takes, ms. */
  delay: number;
  /** The answers it opens; null: none. */
  open: OpenAnswers | null;
  /** Forgets all events, and works again. */
  clear(): void;
}

const redaction = { key: new Uint8Array(32), paths: [] };

const packer = (): EventPacker => {
  const packing = eventPacker(redaction);
  return {
    get count() {
      return packing.count;
    },
    get bytes() {
      return packing.bytes;
    },
    add: (event) => (event.verb === unkeepable ? "an event cannot be stored" : packing.add(event)),
    addUsual: () => false,
    take: packing.take,
  };
};

const eventsOf = (packed: PackedEvents): AuditEvent[] =>
  Array.from({ length: packed.count }, (_, place) => JSON.parse(textOf(packed, place)) as AuditEvent);

/** A mesh whose log is kept in memory only. */
export const memoryStore = (name: string): MemoryStore => {
  const keys = new Set<string>();
  let underWay = 0;
  const append = async (events: readonly AuditEvent[]): Promise<Appended> => {
    underWay += events.length;
    store.mostUnderWay = Math.max(store.mostUnderWay, underWay);
    try {
      if (store.mode === "hangs") await new Promise(() => {});
      if (store.delay > 0) await new Promise((resolve) => setTimeout(resolve, store.delay));
      if (store.mode === "full") throw new MeshauditError("store-full", "no space left on device");
      if (store.mode === "broken") throw new MeshauditError("store-damaged", "a write failed");
      const fresh = events.filter((event) => {
        const key = JSON.stringify(event);
        return !keys.has(key) && keys.add(key);
      });
      store.events.push(...fresh);
      return { stored: fresh.length, duplicate: events.length - fresh.length, rejected: 0 };
    } finally {
      underWay -= events.length;
    }
  };
  const store: MemoryStore = {
    name,
    events: [],
    opened: 0,
    sealed: 0,
    mostUnderWay: 0,
    closed: 0,
    mode: "works",
    delay: 0,
    open: null,
    clear() {
      keys.clear();
      Object.assign(store, { events: [], mostUnderWay: 0, mode: "works", delay: 0 });
    },
    async openWriter({ onSync }): Promise<StoreWriter> {
      store.opened++;
      if (store.mode === "broken") throw new MeshauditError("store-damaged", "it is still broken");
      return {
        append,
        packer,
        redaction,
        async appendPacked(packed) {
          const appended = await append(eventsOf(packed));
          onSync?.(1);
          return appended;
        },
        get pendingBytes() {
          return underWay;
        },
        get journalBytes() {
          return store.events.length;
        },
        get events() {
          return store.events.length;
        },
        seal: async () => void store.sealed++,
        compact: async () => ({ days: 0, before: 0, after: 0, bytesBefore: 0, bytesAfter: 0 }),
        retain: async () => ({ segments: 0, events: 0, bytes: 0 }),
        close: async () => void store.closed++,
      };
    },
    async openAnswers() {
      if (store.open === null) throw new MeshauditError("store-unreadable", "there are no answers here");
      return store.open;
    },
  };
  return store;
};
