// Sends a collector what API servers would: batches of events, posted again on every failure as kube-apiserver does.
// usage: node --conditions=meshaudit-source test/bench/collector-load.ts [--servers 3] [--rate 12000] [--batch 400] [--seconds 20] [--backoff 10] [--json]
//        [--url URL --token TOKEN --ca FILE [--pid PID]]   (without them, a collector of its own is started)
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { noiseOf } from "./noise.ts";
import { randomNumbers } from "./random.ts";
import { mb } from "./resident.ts";

const { values } = parseArgs({
  options: {
    servers: { type: "string", default: "3" },
    /** Events a second, of all servers together. */
    rate: { type: "string", default: "12000" },
    batch: { type: "string", default: "400" },
    seconds: { type: "string", default: "20" },
    /** Seconds until a refused batch is sent again, growing by half each time. Source: kube-apiserver, plugin/buffered and webhook defaults. */
    backoff: { type: "string", default: "10" },
    json: { type: "boolean" },
    url: { type: "string" },
    token: { type: "string" },
    ca: { type: "string" },
    pid: { type: "string" },
  },
});
const most = 5;
const [servers, rate, batch, seconds, backoff] = [values.servers, values.rate, values.batch, values.seconds, values.backoff].map(
  Number,
) as [number, number, number, number, number];

const target = values.url === undefined ? await startChild() : given(values.url);
const log = gunzipSync(readFileSync(fileURLToPath(new URL("../scenarios/bookshop/audit.log.gz", import.meta.url)))).toString("utf8");
const noise = noiseOf(log.trimEnd().split("\n"), randomNumbers(20261124));

const acks: number[] = [];
const counts = { sent: 0, acked: 0, retried: 0, dropped: 0, bytes: 0, late: 0 };
let memory = 0;
const watching = setInterval(() => (memory = Math.max(memory, residentOf(target.pid, "VmRSS"))), 250);

const before = target.pid === null ? 0 : processorOf(target.pid);
const started = performance.now();
await Promise.all(Array.from({ length: servers }, (_, index) => serve(index)));
const took = (performance.now() - started) / 1000;
clearInterval(watching);

acks.sort((a, b) => a - b);
const at = (share: number): string => `${(acks[Math.min(acks.length - 1, Math.floor(acks.length * share))] ?? Number.NaN).toFixed(1)} ms`;
const stored = await target.stored();
const figures = {
  perSecond: Math.round(counts.acked / took),
  p99: acks[Math.min(acks.length - 1, Math.floor(acks.length * 0.99))] ?? null,
  memory,
  lost: stored === null ? null : counts.acked - stored,
  dropped: counts.dropped,
};
if (values.json === true) console.log(JSON.stringify(figures));
else
  console.log(
    [
      `${servers} servers, batches of ${batch}, ${rate} events/s asked for`,
      `sent      ${counts.sent} events in ${took.toFixed(1)} s: ${Math.round(counts.acked / took)} events/s acknowledged, ${mb(counts.bytes / took)} MiB/s`,
      `ack       p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)}`,
      `posts     ${acks.length} acknowledged, ${counts.retried} sent again, ${counts.dropped} events given up, ${counts.late} posts begun late by over 100 ms`,
      `processor ${target.pid === null ? "?" : (processorOf(target.pid) - before).toFixed(1)} s of the collector, ${((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(1)} s of its load`,
      `memory    ${mb(memory)} MiB resident at most (peak ${mb(residentOf(target.pid, "VmHWM"))} MiB)`,
    ].join("\n"),
  );
if (stored !== null && values.json !== true)
  console.log(`stored    ${stored} of ${counts.acked} that were acknowledged${stored < counts.acked ? ": LOST" : ""}`);
await target.stop();

/** One API server: sends a batch whenever it is full, however many are under way. */
async function serve(index: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, ca: target.ca });
  const apart = (batch * servers * 1000) / rate;
  const sending = new Set<Promise<void>>();
  const begin = started + (index * apart) / servers;
  for (let count = 0; count * apart < seconds * 1000; count++) {
    const due = begin + count * apart;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    else if (wait < -100) counts.late++;
    const sent = post(agent, bodyOf(batch)).finally(() => sending.delete(sent));
    sending.add(sent);
  }
  await Promise.all(sending);
  agent.destroy();
}

/** Posts until it is taken, or was refused five times. */
async function post(agent: Agent, body: Buffer): Promise<void> {
  counts.sent += batch;
  counts.bytes += body.length;
  for (let tries = 0; tries < most; tries++) {
    if (tries > 0) {
      counts.retried++;
      await pause(backoff * 1000 * 1.5 ** (tries - 1));
    }
    const from = performance.now();
    const status = await send(agent, body).catch(() => 0);
    if (status !== 200) continue;
    acks.push(performance.now() - from);
    counts.acked += batch;
    return;
  }
  counts.dropped += batch;
}

function bodyOf(events: number): Buffer {
  const lines = Array.from({ length: events }, () => noise(Date.now() * 1000));
  return Buffer.from(`{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${lines.join(",")}]}\n`);
}

function send(agent: Agent, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": body.length, authorization: `Bearer ${target.token}` };
    const asking = request(`${target.url}/webhook`, { method: "POST", agent, headers }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

function residentOf(pid: number | null, key: string): number {
  if (pid === null) return Number.NaN;
  return Number(new RegExp(`${key}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
}

/** Processor time of a process so far, s. */
function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

interface Target {
  url: string;
  token: string;
  ca: string;
  pid: number | null;
  /** How many events the collector says it stored; null when it cannot be asked. */
  stored(): Promise<number | null>;
  stop(): Promise<void>;
}

function given(url: string): Target {
  const { token = "", ca = "", pid } = values;
  const nothing = async (): Promise<void> => {};
  return { url, token, ca: readFileSync(ca, "utf8"), pid: pid === undefined ? null : Number(pid), stored: async () => null, stop: nothing };
}

async function startChild(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-load-"));
  const program = fileURLToPath(new URL("./collector-child.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=meshaudit-source", program, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (block: Buffer) => resolve(block.toString("utf8")));
    child.once("exit", (status) => reject(new Error(`the collector ended with ${status}`)));
  });
  const { url, ca, write, metrics } = JSON.parse(line) as { url: string; ca: string; write: string; metrics: string };
  const stored = (): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${url}/metrics`, { ca, headers: { authorization: `Bearer ${metrics}` } }, (response) => {
        let text = "";
        response.on("data", (block: Buffer) => (text += block.toString("utf8")));
        response.on("end", () => resolve(Number(/^meshaudit_events_stored_total\S* (\d+)/m.exec(text)?.[1])));
      })
        .on("error", reject)
        .end();
    });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url, token: write, ca, pid: child.pid ?? null, stored, stop };
}
