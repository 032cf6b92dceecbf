import { decodedOrRejected, documentSplitter, type EventPacker, type PackedEvents } from "@meshaudit/core";
import { Refusal } from "../http/refusal.ts";
import type { Budget } from "./budget.ts";

/** What came with one body. All of its events are durable. */
export interface Received {
  events: number;
  rejected: number;
  /** Why pieces were rejected: the first ones. Text that a stranger may have had a hand in. */
  reasons: readonly string[];
}

/** Where events go, and how much of a body may be under way there. */
export interface Receiving {
  /** Packs events for `append`. */
  packer(bytes: number): EventPacker;
  /** Resolves once the events are durable. Throws Refusal. */
  append(events: PackedEvents): Promise<void>;
  budget: Budget;
  /** Bytes that this body may hold before it waits. */
  most: number;
  /** How long the store may take, ms. */
  ack: number;
}

/** A body on its way into the store. */
export interface EventReceiver {
  push(block: Buffer): Promise<void> | null;
  /** Resolves once all events of the body are durable. */
  end(): Promise<Received>;
  /** To be called when the body is done, or done with: what it holds is given back once the store has let go of it. */
  release(): void;
}

/** Enough for the store to write at once, and little to wait for. */
const batchBytes = 1024 * 1024;
/** So much more is taken from the budget at a time, when it was not known how much would come. */
const reserveBytes = 256 * 1024;
const mostReasons = 3;
/** No API server sends so much that is no event: it is not worth the time to take it apart. */
const mostRejected = 2000;

const busy = (): Refusal => new Refusal("busy", "more is waiting to be stored than may wait");

/**
 * Takes a body apart as it comes, and stores its events as they come. Of broken JSON all events before the break are stored; the rest is
 * rejected and counted. Bytes are taken from the budget before they are held, so that all bodies together stay within it.
 *
 * @throws Refusal `busy` when the budget is used up, at once; later also `not-an-event-list`, `store-slow`, and what `append` throws
 */
export const receiveEvents = (expectedBytes: number | null, { packer, append, budget, most, ack }: Receiving): EventReceiver => {
  /** Taken from the budget. */
  let reserved = Math.min(expectedBytes ?? reserveBytes, most);
  if (!budget.take(reserved)) throw busy();
  /** Read, and not durable yet. */
  let held = 0;
  /** Of them, those whose events were not handed to the store yet. */
  let gathered = 0;
  /** Made with the first event: an event is packed as it is decoded, and never kept as an object. */
  let batch: EventPacker | null = null;
  const underWay = new Set<Promise<void>>();
  let failure: unknown = null;
  let events = 0;
  let rejected = 0;
  const reasons: string[] = [];
  let pieces = 0;
  let isList = false;
  let isBlank = true;

  const notEvents = (): Refusal => new Refusal("not-an-event-list", `no audit events: ${reasons[0] ?? "the body is empty"}`);
  const reject = (reason: string): void => {
    pieces++;
    rejected++;
    if (reasons.length < mostReasons) reasons.push(reason);
  };
  const splitter = documentSplitter({
    onEntry(bytes, _offset, _line, listed) {
      isList ||= listed;
      if (rejected > mostRejected) return;
      const packing = (batch ??= packer(reserved));
      if (packing.addUsual(bytes, listed)) {
        pieces++;
        events++;
        return;
      }
      for (const { event, reason } of decodedOrRejected(bytes, listed)) {
        const refused = event === null ? reason : packing.add(event);
        if (refused !== null) reject(refused);
        else {
          pieces++;
          events++;
        }
      }
    },
    onRejected: (_offset, _bytes, _line, reason) => reject(reason),
  });

  const isEmpty = (): boolean => batch === null || batch.count === 0;
  const take = (): PackedEvents => (batch ??= packer(0)).take();
  const store = (): void => {
    const bytes = gathered;
    gathered = 0;
    if (isEmpty()) {
      held -= bytes;
      return;
    }
    const storing = append(take())
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        held -= bytes;
        underWay.delete(storing);
      });
    underWay.add(storing);
  };

  /** Waits, but not for longer than the store may take. */
  const soon = async (waiting: Promise<unknown>): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Refusal("store-slow", "the store takes too long")), ack);
    });
    try {
      await Promise.race([waiting, late]);
    } finally {
      clearTimeout(timer);
    }
    if (failure !== null) throw failure;
  };

  const reserve = (more: number): boolean => {
    if (!budget.take(more)) return false;
    reserved += more;
    return true;
  };

  const makeRoom = async (): Promise<void> => {
    while (held > reserved) {
      if (!isEmpty()) store();
      const [oldest] = underWay;
      if (oldest !== undefined) await soon(oldest);
      // One event that is larger than all that a body may hold.
      else if (!reserve(held - reserved)) throw busy();
    }
  };

  return {
    push(block) {
      if (failure !== null) throw failure;
      isBlank &&= block.every((byte) => byte <= 0x20);
      held += block.length;
      gathered += block.length;
      const before = pieces;
      splitter.push(block);
      if (rejected > mostRejected) throw notEvents();
      if (pieces > before && isEmpty()) {
        // All before this block was rejected, and is held no more.
        held -= gathered - block.length;
        gathered = block.length;
      }
      if (gathered >= batchBytes && !isEmpty()) store();
      if (held > reserved && reserved < most) reserve(Math.min(most, held + reserveBytes) - reserved);
      return held > reserved ? makeRoom() : null;
    },
    async end() {
      splitter.end();
      store();
      await soon(Promise.all(underWay));
      if (events === 0 && !isList && (rejected > 0 || isBlank)) throw notEvents();
      return { events, rejected, reasons };
    },
    release() {
      const back = reserved;
      reserved = 0;
      void Promise.allSettled(underWay).then(() => budget.give(back));
    },
  };
};
