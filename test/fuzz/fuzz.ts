// Feeds mutated real events to decoding and to histories: nothing may throw, hang, or go uncounted.
// usage: node test/fuzz/fuzz.ts [--seconds 300] [--seed N]
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { createDecoder } from "../../packages/core/src/decode/decoder.ts";
import { eventHash } from "../../packages/core/src/decode/event-hash.ts";
import { redactEvent } from "../../packages/core/src/decode/redact.ts";
import { touches, trimEvent } from "../../packages/core/src/decode/touches.ts";
import { buildTimelines } from "../../packages/core/src/history/history.ts";
import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import type { ObjectPattern } from "../../packages/core/src/model/object.ts";
import { noEvents } from "../../packages/core/src/model/selector.ts";
import { randomNumbers, type RandomNumbers } from "../bench/random.ts";
import { mutantInput } from "./mutate.ts";

/** How a run went. */
export interface Fuzzed {
  inputs: number;
  bytes: number;
  events: number;
  rejected: number;
  /** Whatever went wrong, with the input that did it. */
  failures: { error: string; input: string }[];
}

const longest = 2000;
const key = Buffer.from("fuzz");
const everything: ObjectPattern = { group: null, resource: null, namespace: null, name: null };
const anyVirtualService: ObjectPattern = { group: "networking.istio.io", resource: "virtualservices", namespace: null, name: null };

/** Runs for some seconds on inputs that a seed determines. */
export function fuzz(seconds: number, seed: number): Fuzzed {
  const log = gunzipSync(readFileSync(fileURLToPath(new URL("../scenarios/bookshop/audit.log.gz", import.meta.url)))).toString("utf8");
  const all = log.trimEnd().split("\n");
  // More of what has bodies than a log has.
  const bodies = all.filter((line) => line.includes("responseObject"));
  const lines = [...all, ...Array.from({ length: 10 }, () => bodies).flat()];
  const random = randomNumbers(seed);
  const fuzzed: Fuzzed = { inputs: 0, bytes: 0, events: 0, rejected: 0, failures: [] };
  for (const end = performance.now() + seconds * 1000; performance.now() < end && fuzzed.failures.length === 0; fuzzed.inputs++) {
    const input = mutantInput(lines, random);
    fuzzed.bytes += input.length;
    const started = performance.now();
    try {
      tryInput(input, random, fuzzed);
      if (performance.now() - started > longest) throw new Error(`took more than ${longest} ms`);
    } catch (error) {
      fuzzed.failures.push({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        input: input.toString("base64"),
      });
    }
  }
  return fuzzed;
}

/** Everything that reads events of strangers. */
function tryInput(input: Buffer, random: RandomNumbers, fuzzed: Fuzzed): void {
  const events = decodeAll(input, random, fuzzed);
  for (const event of events) {
    const selector = { ...noEvents, objects: [random.below(2) === 0 ? everything : anyVirtualService] };
    touches(event, selector);
    eventHash(redactEvent(trimEvent(event, selector), key));
  }
  JSON.stringify(buildTimelines(events, [everything], { mesh: null, trustedProxies: [] }));
}

/** Decodes in blocks of some size and holds the pieces to account: in order, within the input, only blanks between lines. */
function decodeAll(input: Buffer, random: RandomNumbers, fuzzed: Fuzzed): AuditEvent[] {
  const events: AuditEvent[] = [];
  let end = 0;
  let between = "";
  const decoder = createDecoder((piece) => {
    if (piece.offset < end || piece.offset + piece.bytes > input.length)
      throw new Error(`a piece at ${piece.offset} overlaps or leaves the input`);
    between += input.toString("latin1", end, piece.offset);
    end = piece.offset + piece.bytes;
    if (piece.event === null) fuzzed.rejected++;
    else {
      fuzzed.events++;
      events.push(piece.event);
    }
  });
  const step = 1 + random.below(4096);
  for (let at = 0; at < input.length; at += step) decoder.push(input.subarray(at, at + step));
  decoder.end();
  between += input.toString("latin1", end);
  // A list's own head, commas and brackets stand between its entries.
  const wrapper = /"kind":\s*"EventList"|^\s*\[/.test(input.toString("latin1"));
  if (!wrapper && /[^\s\xef\xbb\xbf]/.test(between))
    throw new Error(`bytes that no piece accounts for: ${JSON.stringify(between.trim().slice(0, 100))}`);
  return events;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { seconds: { type: "string", default: "300" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } },
  });
  console.log(`seed ${values.seed}`);
  const { failures, ...counts } = fuzz(Number(values.seconds), Number(values.seed));
  console.log(JSON.stringify(counts));
  for (const { error, input } of failures) console.log(`${error}\ninput (base64): ${input}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
