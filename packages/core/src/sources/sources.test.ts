import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { realLog } from "../testing/real-log.ts";
import { sourceContract } from "../testing/source-contract.ts";
import { gzipFile } from "./gzip-file.ts";
import { plainFile } from "./plain-file.ts";
import type { Source } from "./source.ts";
import { streamSource } from "./stream.ts";
import { zstdFile } from "./zstd-file.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
let files = 0;

function fileOf(bytes: Uint8Array): { path: string; size: number } {
  const path = join(folder, `${files++}.log`);
  writeFileSync(path, bytes);
  return { path, size: bytes.length };
}

async function* inBlocks(bytes: Buffer, blockBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes);
}

const gzip = (bytes: Buffer): Source => {
  const { path, size } = fileOf(bytes);
  return gzipFile("audit.log.gz", path, size);
};
const zstd = (bytes: Buffer): Source => {
  const { path, size } = fileOf(bytes);
  return zstdFile("audit.log.zst", path, size);
};

sourceContract("a plain file", async (bytes) => {
  const { path, size } = fileOf(bytes);
  return plainFile("audit.log", path, size);
});
sourceContract("a gzip file", async (bytes) => gzip(gzipSync(bytes)));
sourceContract("a gzip file of several members", async (bytes) =>
  gzip(Buffer.concat([gzipSync(bytes.subarray(0, 100_000)), gzipSync(bytes.subarray(100_000)), Buffer.alloc(512)])),
);
sourceContract("a zstd file", async (bytes) => zstd(zstdCompressSync(bytes)));
sourceContract("a zstd file of several frames", async (bytes) =>
  zstd(Buffer.concat([zstdCompressSync(bytes.subarray(0, 100_000)), zstdCompressSync(bytes.subarray(100_000))])),
);
sourceContract("a stream", async (bytes) => streamSource("stdin", inBlocks(bytes, 60_000)));
sourceContract("a gzipped stream", async (bytes) => streamSource("stdin", inBlocks(gzipSync(bytes), 5000)));
sourceContract("a stream of more than is held in memory", async (bytes) => streamSource("stdin", inBlocks(bytes, 60_000), 500_000));

const given = async (source: Source): Promise<{ bytes: Buffer; error: unknown }> => {
  const blocks: Uint8Array[] = [];
  try {
    for await (const block of source.blocks()) blocks.push(Uint8Array.from(block));
  } catch (error) {
    return { bytes: Buffer.concat(blocks), error };
  }
  return { bytes: Buffer.concat(blocks), error: null };
};

describe("a damaged file", () => {
  const packed = gzipSync(realLog);
  const frames = zstdCompressSync(realLog);

  it.each([
    ["gzip data that is cut short", gzip(packed.subarray(0, 50_000)), "is cut short", 900_000],
    ["zstd data that is cut short", zstd(frames.subarray(0, 50_000)), "is cut short", 700_000],
    [
      "gzip data with a hole",
      gzip(Buffer.concat([packed.subarray(0, 50_000), Buffer.alloc(500, 7), packed.subarray(50_500)])),
      "is damaged",
      1_000_000,
    ],
    [
      "zstd data with a hole",
      zstd(Buffer.concat([frames.subarray(0, 50_000), Buffer.alloc(500, 7), frames.subarray(50_500)])),
      "is damaged",
      700_000,
    ],
    ["gzip data with garbage behind it", gzip(Buffer.concat([packed, Buffer.from("garbage")])), "is damaged", realLog.length],
    ["zstd data with garbage behind it", zstd(Buffer.concat([frames, Buffer.from("garbage")])), "is damaged", realLog.length],
  ])("gives what comes before the damage, and says so: %s", async (_, source, message, least) => {
    const { bytes, error } = await given(source);
    expect(error).toMatchObject({ code: "source-unreadable", message: expect.stringContaining(message) });
    expect(bytes.length).toBeGreaterThanOrEqual(least);
    // In a damaged stream the last bytes before the damage is noticed may be wrong.
    expect(bytes.subarray(0, least).equals(realLog.subarray(0, least))).toBe(true);
  });

  it("that became shorter while it was read is told", async () => {
    const { path, size } = fileOf(realLog);
    const { bytes, error } = await given(plainFile("audit.log", path, size + 1));
    expect(bytes.length).toBe(size);
    expect(error).toMatchObject({ code: "source-unreadable", message: "audit.log became shorter while it was read" });
  });
});
