import type { Source } from "./source.ts";
import { openSpool, type Spool } from "./spool.ts";

const heldInMemory = 32 * 1024 * 1024;

/**
 * Audit events from a stream that can be read once, such as `kubectl logs … | kubectl meshaudit … --from -`. A question may need a
 * second look (what caused a deletion), so what was read is kept: the first 32 MiB in memory, the rest in a nameless temporary file.
 */
export function streamSource(name: string, input: AsyncIterable<Uint8Array>): Source {
  const iterator = input[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let spool: Spool | null = null;
  let ended = false;

  return {
    name,
    supports: { seek: false, follow: true },
    file: null,
    async *blocks(signal) {
      for (let at = 0, spooled = 0; ;) {
        signal?.throwIfAborted();
        const block = held[at];
        if (block !== undefined) {
          at++;
          yield block;
        } else if (spool !== null && spooled < spool.bytes) {
          const again = await spool.read(spooled);
          spooled += again.length;
          yield again;
        } else {
          if (ended) return;
          const next = await iterator.next();
          if (next.done === true) ended = true;
          else if (heldBytes + next.value.length <= heldInMemory && spool === null) {
            held.push(Uint8Array.from(next.value));
            heldBytes += next.value.length;
          } else {
            spool ??= await openSpool();
            await spool.append(next.value);
          }
        }
      }
    },
  };
}
