// Makes a large raw audit log for the benchmark out of a real one: the same size and content every time.
// usage: node test/bench/generate.ts [--bytes 1e9] OUT.log
import { createWriteStream, readFileSync, renameSync } from "node:fs";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { noiseOf } from "./noise.ts";
import { randomNumbers } from "./random.ts";
import { storyOf } from "./story.ts";

const start = Date.parse("2026-11-24T00:00:00Z");
/** A busy cluster logs some 15 events a second. */
const microsApart = 67_000;
const meanLine = 800;
const chunkBytes = 1 << 20;

const { values, positionals } = parseArgs({ options: { bytes: { type: "string", default: "1e9" } }, allowPositionals: true });
const [out] = positionals;
if (out === undefined) throw new Error("usage: node test/bench/generate.ts [--bytes 1e9] OUT.log");
await generate(Number(values.bytes), out);

async function generate(bytes: number, path: string): Promise<void> {
  const log = gunzipSync(readFileSync(fileURLToPath(new URL("../scenarios/bookshop/audit.log.gz", import.meta.url)))).toString("utf8");
  const lines = log.trimEnd().split("\n");
  const random = randomNumbers(20261124);
  const noise = noiseOf(lines, random);
  const story = storyOf(lines, Math.round(bytes / meanLine), random);
  const output = createWriteStream(`${path}.part`);
  let chunk = "";
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    const at = start * 1000 + index * microsApart;
    chunk += `${story(index, at) ?? noise(at)}\n`;
    if (chunk.length < chunkBytes) continue;
    written += Buffer.byteLength(chunk);
    if (!output.write(chunk)) await once(output, "drain");
    chunk = "";
  }
  output.end(chunk);
  await once(output, "finish");
  renameSync(`${path}.part`, path);
}
