// What the editor's analysis costs on one log: node --conditions=meshaudit-source test/bench/editor.ts LOG. Prints JSON; times in ms,
// memory in MB. It runs the built thread (packages/vscode-ext/dist) as the extension does, and asks as hovers and cursors do.
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { asker } from "../../packages/vscode-ext/src/protocol/call.ts";
import { mb, resident } from "./resident.ts";
import { spread } from "./spread.ts";

const [log = ""] = process.argv.slice(2);
const dist = join(import.meta.dirname, "../../packages/vscode-ext/dist");

const groupOf = (kind: string): string => (kind === "PeerAuthentication" ? "security.istio.io" : "networking.istio.io");

const manifestOf = (name: string, namespace: string, kind: string): string => `apiVersion: ${groupOf(kind)}/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  hosts:
  - reviews
  http:
  - name: default
    route:
    - destination:
        host: reviews
        subset: v1
      weight: 50
`;

const idle = mb(resident("VmRSS"));
const started = performance.now();
process.env["XDG_CONFIG_HOME"] = join(tmpdir(), "meshaudit-bench-no-config");
const workerData = { scanWorker: join(dist, "scan-worker.mjs"), redactionKey: new Uint8Array(32), texts: null };
const worker = new Worker(join(dist, "analysis.cjs"), { workerData, resourceLimits: { maxYoungGenerationSizeMb: 8 } });
let progress = 0;
const { ask } = asker(worker, {
  meshState: ({ status }) => {
    if (status.kind === "reading") progress++;
  },
  news: () => {},
  log: () => {},
  tokenWanted: () => {},
});
await ask("configure", {
  sources: [log],
  kubeconfig: join(homedir(), "none"),
  context: "",
  meshes: [],
  defaultNamespace: "",
  liveCluster: false,
  demo: null,
  collectorCa: "",
});

const timed = async (name: string, namespace: string, kind = "VirtualService"): Promise<number> => {
  const uri = `file:///${kind}-${namespace}-${name}.yaml`;
  await ask("openFile", { uri, path: null, folder: null, version: 1, text: manifestOf(name, namespace, kind) });
  const start = performance.now();
  await ask("place", { uri, position: { line: 14, character: 8 } });
  return performance.now() - start;
};

await timed("reviews", "bookinfo");
const first = performance.now() - started;
const again: number[] = [];
for (let index = 0; index < 50; index++) {
  const start = performance.now();
  await ask("place", { uri: "file:///VirtualService-bookinfo-reviews.yaml", position: { line: 14, character: 8 } });
  again.push(performance.now() - start);
}
const { changes } = await ask("recent", {
  mesh: "log",
  filter: { by: null, namespace: null, kind: null, from: null, to: null },
  limit: 1000,
});
const objects = [...new Map(changes.map(({ object }) => [`${object.kind} ${object.namespace}/${object.name}`, object])).values()];
const others: number[] = [];
for (const { kind, name, namespace } of objects.slice(0, 60)) others.push(await timed(name, namespace, kind ?? ""));
const unseen: number[] = [];
for (let index = 0; index < 10; index++) unseen.push(await timed(`reveiws-${index}`, "bookinfo"));
console.log(
  JSON.stringify(
    {
      firstAnswer: Math.round(first),
      progressTold: progress,
      warm: spread(again),
      otherObjects: { asked: others.length, ...spread(others) },
      unseen: spread(unseen),
      memory: { idle, now: mb(resident("VmRSS")), most: mb(resident("VmHWM")) },
    },
    null,
    2,
  ),
);
await worker.terminate();
