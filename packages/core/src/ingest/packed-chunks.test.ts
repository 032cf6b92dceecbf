import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createDecoder } from "../decode/decoder.ts";
import { canonicalEvent } from "../decode/event-hash.ts";
import { redactEvent } from "../decode/redact.ts";
import { leafHash } from "../store/evidence/merkle.ts";
import { packThreads, type PackThreads } from "./pack-threads.ts";
import { packedChunks } from "./packed-chunks.ts";
import type { RejectedPlace } from "./piece-packer.ts";

const redaction = { key: new Uint8Array(32).fill(7), paths: [] };
const real = gunzipSync(readFileSync(resolve(import.meta.dirname, "../../../../test/scenarios/bookshop/audit.log.gz")));
const [first = ""] = real.toString().split("\n");
/** Blank lines, lines that are no events, and a last one that is not ended. */
const log = Buffer.concat([
  Buffer.from(`\n{"kind":"Secret"}\n\r\n`),
  real,
  Buffer.from(`garbage\n\n${first}\r\n${first.slice(0, 40)}${first}\n${first.slice(0, 100)}`),
]);

async function* inBlocks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  const block = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield block.subarray(0, bytes.copy(block, 0, at, at + size));
}

interface All {
  texts: string[];
  hashes: string;
  read: number;
  rejections: RejectedPlace[];
  torn: RejectedPlace[];
  tornFrom: number | null;
  end: number;
}

const packedAll = async (blocks: AsyncIterable<Uint8Array>, threads: PackThreads | null): Promise<All> => {
  const all: All = { texts: [], hashes: "", read: 0, rejections: [], torn: [], tornFrom: null, end: 0 };
  for await (const { pieces, end } of packedChunks(blocks, redaction, threads)) {
    const { events } = pieces;
    all.texts.push(...Buffer.from(events.text).toString().split("\n").slice(0, -1));
    all.hashes += Buffer.from(events.hashes).toString("hex");
    all.read += pieces.read;
    all.rejections.push(...pieces.rejections);
    all.torn.push(...pieces.torn);
    all.tornFrom = pieces.tornFrom;
    all.end = end;
  }
  return all;
};

/** The same, of pieces decoded one by one. */
const expectedOf = (bytes: Buffer): All => {
  const all: All = { texts: [], hashes: "", read: 0, rejections: [], torn: [], tornFrom: null, end: bytes.length };
  const decoder = createDecoder(({ event, reason, line, offset, bytes, ended }) => {
    if (event === null && !ended) {
      all.torn.push({ line, offset, bytes, reason });
      all.tornFrom ??= offset;
      return;
    }
    all.read++;
    if (event === null) return void all.rejections.push({ line, offset, bytes, reason });
    const text = canonicalEvent(redactEvent(event, redaction.key));
    all.texts.push(text);
    all.hashes += leafHash(text).toString("hex");
  });
  decoder.push(bytes);
  decoder.end();
  return all;
};

describe("an input, packed", () => {
  const expected = expectedOf(log);

  it.each([100, 65_536, 3_000_000])("is every event, and every rejection at its place, in blocks of %d bytes", async (size) => {
    expect(expected.rejections.length).toBeGreaterThan(2);
    expect(expected.torn).toHaveLength(1);
    expect(await packedAll(inBlocks(log, size), null)).toEqual(expected);
  });

  it("is the same in other threads", async () => {
    const worker = new URL("./pack-worker.ts", import.meta.url);
    const threads = packThreads({ worker, threads: 2, worthFrom: 0 }, redaction);
    try {
      expect(await packedAll(inBlocks(log, 65_536), threads)).toEqual(expected);
    } finally {
      await threads.stop();
    }
  });

  it("may be documents that run over lines", async () => {
    const list = JSON.stringify({ kind: "EventList", apiVersion: "audit.k8s.io/v1", items: [JSON.parse(first), 7] }, null, 1);
    const all = await packedAll(inBlocks(Buffer.from(list), 100), null);
    expect(all.texts).toEqual(expectedOf(Buffer.from(list)).texts);
    expect(all).toMatchObject({ read: 2, rejections: [{ reason: expect.stringContaining("a bare number") as string }] });
  });

  it("gives what came before a damage, then says what is wrong", async () => {
    const texts: string[] = [];
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${first}\n${first.slice(0, 50)}`);
      throw new Error("damaged");
    };
    const reading = async (): Promise<void> => {
      for await (const { pieces } of packedChunks(broken(), redaction, null)) texts.push(Buffer.from(pieces.events.text).toString());
    };
    await expect(reading()).rejects.toThrow("damaged");
    expect(texts.join("").trimEnd()).toBe(expected.texts.find((text) => text === expectedOf(Buffer.from(first)).texts[0]));
  });
});
