// A collector in a process of its own, for collector-load.ts, on a store as `kubectl meshaudit serve` has it.
// usage: node test/bench/collector-child.ts FOLDER
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { createToken, makeCertificates, startCollector, type CollectedMesh } from "@meshaudit/collector";
import { createProject, defaultSealPolicy, MeshauditError, openEngine, openStoreWriter, realDisk } from "@meshaudit/core";

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
  meshes: [await storeIn(folder)],
  now: () => Date.now(),
  elapsed: () => performance.now(),
  log: (line) => console.error(line),
});
console.log(JSON.stringify({ url: collector.url, ca, write, metrics }));
process.once("SIGTERM", () => void collector.stop().then(() => process.exit(0)));

/** A mesh whose store is as that of `kubectl meshaudit serve`. */
async function storeIn(root: string): Promise<CollectedMesh> {
  const disk = realDisk();
  const project = await createProject(disk, {
    root,
    meshId: "bench",
    retention: { days: null, bytes: null },
    at: Date.now(),
    redactionKey: random(32),
    suffix: "",
  });
  const signingKey = generateKeyPairSync("ed25519").privateKey;
  return {
    name: "bench",
    openWriter: () =>
      openStoreWriter({
        disk,
        project,
        engine: () => openEngine({ threads: 2, memoryLimitMB: 96, scratch: join(root, "scratch") }),
        now: () => Date.now(),
        signingKey,
        seal: { ...defaultSealPolicy, characters: 20 * 1024 * 1024 },
        redactionPaths: [],
        onProblem: (problem) => console.error(problem.message),
      }),
    openAnswers: () => Promise.reject(new MeshauditError("store-missing", "nothing is asked here")),
  };
}
