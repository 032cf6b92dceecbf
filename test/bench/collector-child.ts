// A collector in a process of its own, for collector-load.ts. Its store keeps events as lines of a file, and is durable as a journal is.
// usage: node test/bench/collector-child.ts FOLDER
import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createToken, makeCertificates, startCollector, type CollectedMesh } from "@meshaudit/collector";
import { MeshauditError } from "@meshaudit/core";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node test/bench/collector-child.ts FOLDER");

const random = (bytes: number): Uint8Array => randomBytes(bytes);
const file = join(folder, "credentials.yaml");
const [write, metrics] = [
  await createToken({ file, name: "api-servers", role: "write", meshes: ["bench"], random }),
  await createToken({ file, name: "bench", role: "metrics", meshes: [], random }),
];
const { cert, key, ca } = await makeCertificates({ folder, names: ["127.0.0.1"], now: Date.now(), random });
const collector = await startCollector({
  listen: { host: "127.0.0.1", port: 0 },
  tls: { cert, key, clientCa: null },
  access: { file, credentials: [] },
  meshes: [await linesIn(join(folder, "events.log"))],
  now: () => Date.now(),
  elapsed: () => performance.now(),
  log: (line) => console.error(line),
});
console.log(JSON.stringify({ url: collector.url, ca, write, metrics }));
process.once("SIGTERM", () => void collector.stop().then(() => process.exit(0)));

/** A mesh whose events are written to a file; writes that come together share one sync. */
async function linesIn(path: string): Promise<CollectedMesh> {
  const output = await open(path, "w");
  return {
    name: "bench",
    async openWriter({ onSync }) {
      let events = 0;
      let bytes = 0;
      let pendingBytes = 0;
      let waiting: string[] = [];
      let writing: Promise<void> | null = null;
      let next: Promise<void> | null = null;
      const writeAll = async (): Promise<void> => {
        next = null;
        const text = waiting.join("");
        waiting = [];
        const from = performance.now();
        await output.write(text);
        await output.datasync();
        onSync?.(performance.now() - from);
        bytes += text.length;
        pendingBytes -= text.length;
      };
      return {
        async append(batch) {
          const text = batch.map((event) => `${JSON.stringify(event)}\n`).join("");
          waiting.push(text);
          pendingBytes += text.length;
          next ??= (writing ?? Promise.resolve()).then(() => (writing = writeAll()));
          await next;
          events += batch.length;
          return { stored: batch.length, duplicate: 0, rejected: 0 };
        },
        get pendingBytes() {
          return pendingBytes;
        },
        get journalBytes() {
          return bytes;
        },
        get events() {
          return events;
        },
        seal: async () => {},
        compact: async () => ({ days: 0, before: 0, after: 0, bytesBefore: 0, bytesAfter: 0 }),
        retain: async () => ({ segments: 0, events: 0, bytes: 0 }),
        close: () => output.close(),
      };
    },
    openAnswers: () => Promise.reject(new MeshauditError("store-missing", "nothing is asked here")),
  };
}
