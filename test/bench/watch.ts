// What a watch of one log costs: node --conditions=meshaudit-source test/bench/watch.ts LOG, or --hot CHANGES for a log of its own with
// one object that changed so often. Prints JSON; times in ms, memory in MB above the idle worker. The watch runs in a worker thread, as
// the editor's does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { kinds, openSources, openWatch, type ObjectQuery, type ObjectRef } from "@meshaudit/core";
import { randomNumbers } from "./random.ts";
import { mb, resident } from "./resident.ts";
import { spread } from "./spread.ts";

interface Start {
  log: string;
  threads: number;
  objects: number;
}

const scanWorker = new URL(import.meta.resolve("@meshaudit/core/scan-worker"));
/** As in core's helping threads: without a limit a thread grows by what is garbage at once. */
const youngGenerationMb = 8;

const timed = async (task: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await task();
  return performance.now() - started;
};

const queryOf = ({ group, resource, namespace, name }: ObjectRef): ObjectQuery => ({
  patterns: [{ group, resource, namespace, name }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});

async function measure({ log, threads, objects: most }: Start): Promise<unknown> {
  const idle = resident("VmRSS");
  const started = performance.now();
  const watch = openWatch({
    openSources: () => openSources([log], { stdin: null, cwd: "/" }),
    mesh: "bench",
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: scanWorker, threads },
    pollEvery: 1000,
    onNews() {},
    onProblem() {},
  });
  await watch.ready;
  const msReady = Math.round(performance.now() - started);
  const [rssReady, peakReady] = [resident("VmRSS"), resident("VmHWM")];
  await watch.warm();
  const msWarm = Math.round(performance.now() - started);
  const rssWarm = resident("VmRSS");
  const answers = watch.answers();
  const groups = [...new Set(kinds.flatMap(({ group, mesh }) => (mesh === null ? [] : [group])))];
  const known = await answers.names(groups.map((group) => ({ group, resource: null, namespace: null, name: null })));
  const random = randomNumbers(1);
  const chosen = known
    .map((object) => ({ object, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ object }) => object);
  // The first question of a kind also pays for the code that it runs through.
  await answers.blame(queryOf(chosen[0] ?? { group: "", resource: "", namespace: "", name: "" }), null).catch(() => {});
  const history: number[] = [];
  const blame: number[] = [];
  for (const object of chosen) {
    history.push(await timed(() => answers.history(queryOf(object))));
    blame.push(await timed(() => answers.blame(queryOf(object), null).catch(() => {})));
  }
  const unseen = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reveiws" };
  const msUnseen = Math.round(await timed(() => answers.history(queryOf(unseen))));
  const { events } = watch.status();
  const rssDelta = { ready: mb(rssReady - idle), warm: mb(rssWarm - idle), asked: mb(resident("VmRSS") - idle) };
  const peakDelta = { ready: mb(peakReady - idle), asked: mb(resident("VmHWM") - idle) };
  await watch.close();
  return {
    msReady,
    msWarm,
    events,
    objects: known.length,
    asked: chosen.length,
    msHistory: spread(history),
    msBlame: spread(blame),
    msUnseen,
    rssDeltaMB: rssDelta,
    peakDeltaMB: peakDelta,
  };
}

/** A log in which one VirtualService changed so often, each change a write as a real one was logged. */
function hotLog(changes: number): string {
  const real = gunzipSync(readFileSync(join(import.meta.dirname, "../scenarios/bookshop/audit.log.gz"))).toString("utf8");
  const line = real
    .split("\n")
    .find((one) => one.includes('"verb":"patch"') && one.includes('"name":"reviews"') && one.includes('"weight"'));
  const event = JSON.parse(line ?? "{}") as { [key: string]: { [key: string]: unknown } };
  const { responseObject = {} } = event;
  const metadata = responseObject["metadata"] as { [key: string]: unknown };
  const lines = Array.from({ length: changes }, (_, index) => {
    const at = new Date(Date.parse("2026-11-24T00:00:00Z") + index * 30_000).toISOString().replace("Z", "000Z");
    const weights = [index % 101, 100 - (index % 101)];
    const route = ["v1", "v3"].map((subset, one) => ({ destination: { host: "reviews", subset }, weight: weights[one] }));
    const spec = {
      hosts: ["reviews"],
      http: [
        { name: "default", route },
        { name: "other", timeout: `${index % 7}s`, route: [route[0]] },
      ],
    };
    const object = { ...responseObject, metadata: { ...metadata, generation: index + 1, resourceVersion: String(1000 + index) }, spec };
    return JSON.stringify({
      ...event,
      auditID: `hot-${index}`,
      requestObject: { spec },
      responseObject: object,
      requestReceivedTimestamp: at,
      stageTimestamp: at,
    });
  });
  const path = join(mkdtempSync(join(tmpdir(), "meshaudit-bench-")), "hot.log");
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

if (isMainThread) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { hot: { type: "string" }, threads: { type: "string", default: "2" }, objects: { type: "string", default: "200" } },
  });
  const log = values.hot === undefined ? (positionals[0] ?? "") : hotLog(Number(values.hot));
  const start: Start = { log, threads: Number(values.threads), objects: Number(values.objects) };
  const resourceLimits = { maxYoungGenerationSizeMb: youngGenerationMb };
  const worker = new Worker(new URL(import.meta.url), { workerData: start, resourceLimits });
  worker.once("message", (figures) => {
    console.log(JSON.stringify(figures, null, 2));
    if (values.hot !== undefined) rmSync(join(log, ".."), { recursive: true });
  });
} else parentPort?.postMessage(await measure(workerData as Start));
