import { pipeline } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { MeshauditError } from "../model/error.ts";
import { compressionOf } from "./compression.ts";
import type { Source } from "./source.ts";
import { openSpool, type Spool } from "./spool.ts";
import { unreadable } from "./unreadable.ts";

const defaultHeld = 32 * 1024 * 1024;
const chunkSize = 1024 * 1024;

/**
 * Audit events from a stream that can be read once, such as `kubectl logs … | kubectl meshaudit … --from -`, compressed or not. A
 * question may need a second look (what caused a deletion), so what was read is kept: the first `heldInMemory` bytes in memory, the
 * rest in a nameless temporary file.
 */
export function streamSource(name: string, input: AsyncIterable<Uint8Array>, heldInMemory = defaultHeld): Source {
  const iterator = decompressed(name, input)[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let spool: Spool | null = null;
  /** How the stream ended; null while it has not. */
  let ended: { failure: MeshauditError | null } | null = null;

  const readOn = async (): Promise<void> => {
    try {
      const next = await iterator.next();
      if (next.done === true) ended = { failure: null };
      else if (spool === null && heldBytes + next.value.length <= heldInMemory) {
        held.push(Uint8Array.from(next.value));
        heldBytes += next.value.length;
      } else {
        spool ??= openSpool();
        await spool.append(next.value);
      }
    } catch (error) {
      ended = { failure: unreadable(name, error) };
    }
  };

  return {
    name,
    supports: { seek: false, follow: true },
    file: null,
    index: null,
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
        } else if (ended === null) await readOn();
        else if (ended.failure !== null) throw ended.failure;
        else return;
      }
    },
  };
}

/** A stream's bytes, out of what its first bytes say it is packed in. */
async function* decompressed(name: string, input: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]();
  const first: IteratorResult<Uint8Array> = await iterator.next();
  if (first.done === true) return;
  let unused = 0;
  const all = async function* (): AsyncGenerator<Uint8Array> {
    for (let next: IteratorResult<Uint8Array> = first; next.done !== true; next = await iterator.next()) {
      unused += next.value.length;
      yield next.value;
    }
  };
  const compression = compressionOf(first.value);
  if (compression === "none") return yield* all();
  const output = compression === "gzip" ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
  // Errors surface where the output is read.
  pipeline(all, output, () => {});
  for await (const chunk of output as AsyncIterable<Buffer>) yield chunk;
  if (compression === "zstd" && output.bytesWritten < unused) {
    throw new MeshauditError(
      "source-unreadable",
      `${name} has more than one zstd frame, of which only the first can be read from a stream`,
      {
        hint: "name the file instead",
      },
    );
  }
}
