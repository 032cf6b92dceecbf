import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

const folder = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "meshaudit", "bench");
const generator = join(import.meta.dirname, "generate.ts");

/** What the generator's output depends on: a log made by another version of it is made anew. */
const sources = ["generate.ts", "noise.ts", "story.ts", "event-text.ts", "random.ts", "../scenarios/bookshop/audit.log.gz"];

function version(): string {
  const hash = createHash("sha256");
  for (const file of sources) hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.digest("hex").slice(0, 8);
}

/** The path of a generated raw log of so many bytes, which is made when it is missing; `say` tells that this takes a while. */
export function rawLog(bytes: number, say: (text: string) => void): string {
  mkdirSync(folder, { recursive: true });
  const name = `audit-${bytes}-`;
  const path = join(folder, `${name}${version()}.log`);
  if (existsSync(path)) return path;
  for (const old of readdirSync(folder)) if (old.startsWith(name)) rmSync(join(folder, old));
  say(`making a log of ${bytes / 1e9} GB in ${folder} …`);
  const { status } = spawnSync(process.execPath, [generator, "--bytes", String(bytes), path], { stdio: "inherit" });
  if (status !== 0) throw new Error("the log could not be made");
  return path;
}

/** The same log, packed by gzip at its usual level. */
export async function packedLog(path: string, say: (text: string) => void): Promise<string> {
  const packed = `${path}.gz`;
  if (existsSync(packed)) return packed;
  say("packing it …");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), createGzip(), createWriteStream(`${packed}.part`));
  renameSync(`${packed}.part`, packed);
  return packed;
}
