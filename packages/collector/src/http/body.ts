import type { IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";
import type { Limits } from "../config.ts";
import { Refusal } from "./refusal.ts";

/** Takes a body block by block, and gives back what is to be waited for before the next one; null: nothing. */
export type OnBlock = (block: Buffer) => Promise<void> | null;

/** What bounds a body. */
export type BodyLimits = Pick<Limits, "bodyBytes" | "unpackedRatio" | "stall" | "bytesPerSecond">;

/** Less is not worth telling a bomb by. */
const harmlessBytes = 1024 * 1024;

const tooLarge = (limit: number): Refusal => new Refusal("too-large", `a body of over ${limit} bytes`);

/**
 * Reads a body to its end, as it comes or out of gzip.
 *
 * @throws Refusal when it is too large, unpacks to too much, comes too slowly or breaks off; and what `onBlock` throws.
 */
export const readBody = async (request: IncomingMessage, limits: BodyLimits, onBlock: OnBlock): Promise<void> => {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip")
    throw new Refusal("wrong-encoding", "the body's content-encoding is neither identity nor gzip");
  if (Number(request.headers["content-length"] ?? 0) > limits.bodyBytes) throw tooLarge(limits.bodyBytes);
  if (encoding === "identity") return readRaw(request, limits, onBlock);
  const unpacking = unpackTo(onBlock, limits);
  try {
    await readRaw(request, limits, (block) => unpacking.push(block));
    await unpacking.end();
  } finally {
    unpacking.destroy();
  }
};

/** Bytes as they come. In every stretch of `stall` ms some must come, but while `onBlock` lets them wait. */
const readRaw = (request: IncomingMessage, limits: BodyLimits, onBlock: OnBlock): Promise<void> =>
  new Promise((resolve, reject) => {
    const least = (limits.bytesPerSecond * limits.stall) / 1000;
    let bytes = 0;
    let inStretch = 0;
    /** Whether the caller could send all through the stretch. */
    let free = true;
    let paused = false;
    let done = false;
    const finish = (error: unknown): void => {
      if (done) return;
      done = true;
      clearInterval(stretches);
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      // The rest is not looked at; an error of the connection has no one else to be told to.
      request.on("error", () => {});
      request.pause();
      if (error === null) resolve();
      else reject(error);
    };
    const stretches = setInterval(() => {
      // What came while this process was busy is read first.
      setImmediate(() => {
        if (free && inStretch < least) finish(new Refusal("slow", "the body came too slowly"));
        inStretch = 0;
        free = !paused;
      });
    }, limits.stall);
    const onEnd = (): void => finish(null);
    const onClose = (): void => finish(new Refusal("broken-off", "the body broke off"));
    const onData = (block: Buffer): void => {
      bytes += block.length;
      inStretch += block.length;
      if (bytes > limits.bodyBytes) return finish(tooLarge(limits.bodyBytes));
      let wait: Promise<void> | null;
      try {
        wait = onBlock(block);
      } catch (error) {
        return finish(error);
      }
      if (wait === null) return undefined;
      paused = true;
      free = false;
      request.pause();
      wait.then(() => {
        paused = false;
        if (!done) request.resume();
      }, finish);
      return undefined;
    };
    if (request.destroyed) return onClose();
    request.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
    return undefined;
  });

/** Unpacks gzip with a bound on what comes out, in all and against what went in. */
const unpackTo = (onBlock: OnBlock, limits: BodyLimits) => {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  let packed = 0;
  let unpacked = 0;
  let ended = false;
  let failure: unknown = null;
  let wake: (() => void) | null = null;
  const woken = (): void => {
    wake?.();
    wake = null;
  };
  const fail = (error: unknown): void => {
    failure ??= error;
    gunzip.destroy();
    woken();
  };
  gunzip.on("data", (block: Buffer) => {
    unpacked += block.length;
    if (unpacked > limits.bodyBytes) return fail(tooLarge(limits.bodyBytes));
    if (unpacked > harmlessBytes && unpacked > packed * limits.unpackedRatio)
      return fail(new Refusal("unpacked-too-large", `a body that unpacks to over ${limits.unpackedRatio} times its size`));
    try {
      const wait = onBlock(block);
      if (wait === null) return undefined;
      gunzip.pause();
      wait.then(() => gunzip.resume(), fail);
    } catch (error) {
      fail(error);
    }
    return undefined;
  });
  gunzip.on("drain", woken);
  gunzip.on("end", () => {
    ended = true;
    woken();
  });
  gunzip.on("error", () => fail(new Refusal("bad-request", "the body is no gzip")));
  const next = async (isReady: () => boolean): Promise<void> => {
    while (failure === null && !isReady()) await new Promise<void>((resolve) => (wake = resolve));
    if (failure !== null) throw failure;
  };
  return {
    push(block: Buffer): Promise<void> | null {
      if (failure !== null) throw failure;
      packed += block.length;
      if (gunzip.write(block)) return null;
      return next(() => !gunzip.writableNeedDrain);
    },
    async end(): Promise<void> {
      gunzip.end();
      await next(() => ended);
    },
    destroy: () => gunzip.destroy(),
  };
};
