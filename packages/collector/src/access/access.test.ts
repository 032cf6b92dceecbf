import { readFileSync, statSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAuthority, scratch } from "../testing/authority.ts";
import { eventList, eventOf } from "../testing/events.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { startRunning, type Running, type Sent } from "../testing/running.ts";

const files = scratch();
const callers = clientAuthority();
const strangers = clientAuthority();
const caFile = files.write("callers.crt", callers.ca);
let running: Running;

const body = eventList([eventOf(1)]);
const status = async (path: string, sent: Sent): Promise<number> => (await running.ask(path, sent)).status;

beforeAll(async () => {
  running = await startRunning(files, { meshes: [memoryStore("prod"), memoryStore("staging")] }, caFile);
});
afterAll(async () => {
  await running.collector.stop();
  files.remove();
});

describe("a token", () => {
  it("is needed, must be right, and counts for its role and its meshes only", async () => {
    const write = await running.token("write", ["prod"]);
    const read = await running.token("read", ["prod"]);
    const metrics = await running.token("metrics", []);
    const question = { body: "{}" };
    expect(await status("/webhook/prod", { body })).toBe(401);
    expect(await status("/webhook/prod", { body, token: `${write}x` })).toBe(401);
    expect(await status("/webhook/prod", { body, headers: { authorization: `Basic ${write}` } })).toBe(401);
    expect(await status("/webhook/prod", { body, token: write })).toBe(200);
    expect(await status("/webhook/staging", { body, token: write })).toBe(403);
    expect(await status("/webhook/nowhere", { body, token: write })).toBe(403);
    expect(await status("/webhook/prod", { body, token: read })).toBe(403);
    expect(await status("/metrics", { token: metrics })).toBe(200);
    for (const token of [read, write]) expect(await status("/metrics", { token })).toBe(403);
    expect(await status("/api/v1/meshes/staging/history", { ...question, token: read })).toBe(403);
    expect(await status("/api/v1/meshes/prod/history", { ...question, token: read })).toBe(400);
    for (const path of ["/api/v1/meshes", "/api/v1/meshes/prod/history", "/api/v1/meshes/prod/names"]) {
      for (const token of [write, metrics]) expect(await status(path, { token }), path).toBe(403);
      expect(await status(path, {}), path).toBe(401);
    }
  });

  it("is kept as a hash, in a file for its owner alone, and in no line of the log", async () => {
    const token = await running.token("write", ["prod"], "leaky");
    await running.ask(`/webhook/prod?token=${token}`, { token, body, headers: { "content-type": "text/plain" } });
    expect(readFileSync(running.credentialFile, "utf8")).not.toContain(token);
    expect(statSync(running.credentialFile).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(running.lines)).not.toContain(token);
  });

  it("is taken up, replaced and revoked without a restart; a file that makes no sense leaves the last in force", async () => {
    const old = await running.token("write", ["prod"], "rotating");
    const before = readFileSync(running.credentialFile, "utf8");
    const next = await running.token("write", ["prod"], "rotating");
    expect(await status("/webhook", { token: old, body })).toBe(200);
    const hashes = [...before.matchAll(/tokenSHA256: ([0-9a-f]{64})/g)];
    const text = readFileSync(running.credentialFile, "utf8");
    writeFileSync(running.credentialFile, text.replace(String(hashes.at(-1)?.[1]), "f".repeat(64)));
    await expect.poll(() => status("/webhook", { token: old, body })).toBe(401);
    expect(await status("/webhook", { token: next, body })).toBe(200);
    writeFileSync(running.credentialFile, "credentials: [");
    await expect.poll(() => running.lines.some(({ msg }) => String(msg).startsWith("credentials not read again"))).toBe(true);
    expect(await status("/webhook", { token: next, body })).toBe(200);
    writeFileSync(running.credentialFile, "apiVersion: meshaudit.io/v1\nkind: CollectorCredentials\ncredentials: []\n");
    await expect.poll(() => status("/webhook", { token: next, body })).toBe(401);
    writeFileSync(running.credentialFile, text);
    await expect.poll(() => status("/webhook", { token: next, body })).toBe(200);
  });
});

describe("a client certificate", () => {
  const credentials = `
  - { name: apiserver, role: write, meshes: [prod], certificate: { commonName: kube-apiserver } }
  - { name: auditors, role: read, meshes: ["*"], certificate: { organization: auditors } }
`;
  it("counts by its names, when the trusted authority signed it and it has not expired", async () => {
    const text = readFileSync(running.credentialFile, "utf8");
    writeFileSync(running.credentialFile, text.trimEnd() + credentials);
    const apiServer = callers.issue("kube-apiserver", null);
    await expect.poll(() => status("/webhook", { certificate: apiServer, body })).toBe(200);
    expect(await status("/webhook/staging", { certificate: apiServer, body })).toBe(403);
    expect(await status("/api/v1/meshes", { certificate: apiServer })).toBe(403);
    const auditor = callers.issue("carol@example.com", "auditors");
    expect((await running.ask("/api/v1/meshes", { certificate: auditor })).json).toEqual({ meshes: ["prod", "staging"] });
    expect(await status("/webhook/prod", { certificate: auditor, body })).toBe(403);
    expect(await status("/webhook/prod", { certificate: callers.issue("mallory@example.com", null), body })).toBe(401);
    expect(await status("/webhook/prod", { certificate: strangers.issue("kube-apiserver", null), body })).toBe(401);
    expect(await status("/webhook/prod", { certificate: callers.issue("kube-apiserver", null, -60_000), body })).toBe(401);
    expect(await status("/webhook/prod", { certificate: apiServer, token: "wrong", body })).toBe(401);
  });

  it("counts no more when its authority is taken out, on no connection", async () => {
    const apiServer = callers.issue("kube-apiserver", null);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const kept = { certificate: apiServer, body, agent };
    expect(await status("/webhook", kept)).toBe(200);
    files.write("callers.crt", strangers.ca);
    await expect.poll(() => running.lines.filter(({ msg }) => msg === "certificates read again")).toHaveLength(1);
    expect(await status("/webhook", kept)).toBe(401);
    expect(await status("/webhook", { certificate: apiServer, body })).toBe(401);
    expect(await status("/webhook", { certificate: strangers.issue("kube-apiserver", null), body })).toBe(200);
    agent.destroy();
  });
});
