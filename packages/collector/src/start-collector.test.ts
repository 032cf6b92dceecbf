import { readFileSync, writeFileSync } from "node:fs";
import { connect, type TLSSocket } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { CollectorConfig } from "./config.ts";
import { startCollector } from "./start-collector.ts";
import { scratch } from "./testing/authority.ts";
import { eventList, eventOf } from "./testing/events.ts";
import { memoryStore } from "./testing/memory-store.ts";
import { askOn, startRunning } from "./testing/running.ts";
import { makeCertificates } from "./tls/make-certificates.ts";
import { webhookKubeconfig } from "./webhook-kubeconfig.ts";

const files = scratch();
afterAll(() => files.remove());

const config = (more: Partial<CollectorConfig>): CollectorConfig => ({
  listen: { host: "127.0.0.1", port: 0 },
  tls: null,
  access: { file: null, credentials: [] },
  meshes: [memoryStore("prod")],
  now: () => Date.now(),
  elapsed: () => performance.now(),
  log: () => {},
  ...more,
});

describe("starting", () => {
  const beyond = { host: "0.0.0.0", port: 0 };
  const file = files.write("some.yaml", "apiVersion: meshaudit.io/v1\nkind: CollectorCredentials\n");
  const nowhere = { cert: "/nowhere/tls.crt", key: "/nowhere/tls.key", clientCa: null };
  const ofMallory = files.write("bad.yaml", "credentials: [{ role: root }]");
  it.each([
    ["beyond loopback without TLS", { listen: beyond, access: { file, credentials: [] } }, "argument-invalid"],
    ["beyond loopback without credentials", { listen: beyond, tls: nowhere }, "argument-invalid"],
    ["beyond loopback by a name", { listen: { host: "collector.example.com", port: 0 } }, "argument-invalid"],
    ["with certificates of callers that may do nothing", { tls: { ...nowhere, clientCa: "/nowhere/ca.crt" } }, "argument-invalid"],
    ["without certificates", { tls: nowhere, access: { file, credentials: [] } }, "config-invalid"],
    ["with credentials that are not there", { access: { file: "/nowhere", credentials: [] } }, "config-invalid"],
    ["with credentials that make no sense", { access: { file: ofMallory, credentials: [] } }, "config-invalid"],
    ["without a mesh", { meshes: [] }, "argument-invalid"],
    ["with two meshes of one name", { meshes: [memoryStore("a"), memoryStore("a")] }, "argument-invalid"],
    [
      "with a store that cannot be opened",
      { meshes: [{ ...memoryStore("a"), openWriter: () => Promise.reject(new Error("no")) }] },
      undefined,
    ],
  ])("is refused %s", async (_, more, code) => {
    const error: unknown = await startCollector(config(more)).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Error);
    expect((error as { code?: string }).code).toBe(code);
  });

  it("closes the stores that it opened when the port is taken", async () => {
    const first = await startCollector(config({}));
    const store = memoryStore("prod");
    await expect(startCollector(config({ listen: { host: "127.0.0.1", port: first.port }, meshes: [store] }))).rejects.toThrow(
      /EADDRINUSE/,
    );
    expect(store.closed).toBe(1);
    await first.stop();
  });
});

describe("without credentials, on loopback", () => {
  it("programs on this machine may do all, pages in its browser nothing", async () => {
    const collector = await startCollector(config({}));
    const ask = (path: string, sent = {}) => askOn(collector.url, null, path, sent);
    const body = eventList([eventOf(1)]);
    expect((await ask("/webhook", { body })).status).toBe(200);
    expect((await ask("/metrics")).status).toBe(200);
    expect((await ask("/webhook", { body, headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await ask("/metrics", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await ask("/metrics", { headers: { host: "evil.example" } })).status).toBe(403);
    expect((await ask("/metrics", { headers: { host: "localhost:1" } })).status).toBe(200);
    await collector.stop();
  });
});

describe("certificates", () => {
  it("are taken up when their files change, without a restart; broken ones are not", async () => {
    const own = scratch();
    const running = await startRunning(own, { meshes: [memoryStore("prod")] });
    const serial = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket: TLSSocket = connect({ host: "127.0.0.1", port: running.collector.port, ca: running.certificates.ca }, () => {
          resolve(socket.getPeerX509Certificate()?.serialNumber ?? "");
          socket.destroy();
        });
        socket.on("error", reject);
      });
    const before = await serial();
    const { cert } = running.certificates;
    const old = readFileSync(cert);
    writeFileSync(cert, "-----BEGIN CERTIFICATE-----\nhalf");
    await expect.poll(() => running.lines.some(({ msg }) => String(msg).startsWith("certificates not read again"))).toBe(true);
    expect(await serial()).toBe(before);
    writeFileSync(cert, old);
    await makeCertificates({
      folder: `${own.folder}/tls`,
      names: ["localhost", "127.0.0.1"],
      now: Date.now() + 350 * 86_400_000,
      random: (bytes) => new Uint8Array(bytes).fill(7),
    });
    await expect.poll(() => serial().catch(() => "one that is not valid yet")).not.toBe(before);
    await running.collector.stop();
    own.remove();
  });
});

describe("metrics", () => {
  it("count what came, what became of it, and how late it was; of whom, only so many", async () => {
    const stamp = Date.parse("2026-11-24T12:00:00.100Z");
    const running = await startRunning(files, { meshes: [memoryStore("prod")], now: () => stamp + 1500 });
    const write = await running.token("write", ["prod"], "api-servers");
    const metrics = await running.token("metrics", []);
    await running.ask("/webhook/prod", { token: write, body: eventList([eventOf(1), eventOf(2), eventOf(2), 7]) });
    await running.ask("/webhook/prod", { token: "wrong", body: "" });
    const { text, headers } = await running.ask("/metrics", { token: metrics });
    expect(headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
    const values = new Map(text.split("\n").map((line) => [line.replace(/ \S+$/, ""), line.split(" ").at(-1)]));
    for (const [series, value] of [
      ['meshaudit_events_received_total{mesh="prod"}', "4"],
      ['meshaudit_events_stored_total{mesh="prod"}', "2"],
      ['meshaudit_events_duplicate_total{mesh="prod"}', "1"],
      ['meshaudit_events_rejected_total{mesh="prod"}', "1"],
      ['meshaudit_refused_requests_total{reason="no-credential"}', "1"],
      ['meshaudit_fsync_seconds_count{mesh="prod"}', "1"],
      ['meshaudit_ack_seconds_count{mesh="prod"}', "1"],
      ['meshaudit_event_lag_seconds_bucket{mesh="prod",api_server="api-servers@127.0.0.1",le="1"}', "0"],
      ['meshaudit_event_lag_seconds_bucket{mesh="prod",api_server="api-servers@127.0.0.1",le="2"}', "3"],
      ['meshaudit_last_event_timestamp_seconds{mesh="prod"}', String(stamp / 1000)],
      ['meshaudit_journal_bytes{mesh="prod"}', "2"],
      ['meshaudit_store_ready{mesh="prod"}', "1"],
    ])
      expect(values.get(series ?? ""), series).toBe(value);
    await running.collector.stop();
  });
});

describe("upkeep", () => {
  it("seals a journal that nothing is added to any more, once", async () => {
    const store = memoryStore("prod");
    const running = await startRunning(files, { meshes: [store], limits: { sealIdle: 50 } });
    const write = await running.token("write", ["prod"]);
    await running.ask("/webhook", { token: write, body: eventList([eventOf(1)]) });
    const before = store.sealed;
    await expect.poll(() => store.sealed).toBe(before + 1);
    await pause(150);
    expect(store.sealed).toBe(before + 1);
    await running.collector.stop();
  });
});

describe("stopping", () => {
  it("finishes what is being read, takes nothing new, and closes the stores", async () => {
    const store = memoryStore("prod");
    const running = await startRunning(files, { meshes: [store] });
    const token = await running.token("write", ["prod"]);
    const idle = await running.connect();
    const ended = new Promise((resolve) =>
      idle
        .on("error", () => {})
        .resume()
        .on("close", resolve),
    );
    idle.write("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await pause(50);
    store.delay = 200;
    const late = running.ask("/webhook", { token, body: eventList([eventOf(1)]) });
    await pause(100);
    const stopped = running.collector.stop();
    expect(await late).toMatchObject({ status: 200, headers: { connection: "close" } });
    await Promise.all([stopped, ended, running.collector.stop()]);
    expect(store).toMatchObject({ closed: 1, events: [{ auditID: "audit-1" }] });
    await expect(running.ask("/healthz")).rejects.toThrow();
    expect(running.lines.at(-1)).toMatchObject({ msg: "stopped" });
  });

  it("waits for nobody without end", async () => {
    const store = memoryStore("prod");
    const running = await startRunning(files, {
      meshes: [{ ...store, openWriter: async (latency) => ({ ...(await store.openWriter(latency)), close: () => new Promise(() => {}) }) }],
      limits: { stop: 300 },
    });
    const token = await running.token("write", ["prod"]);
    const slow = await running.connect();
    slow.on("error", () => {}).resume();
    slow.write(
      `POST /webhook HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: 100\r\n\r\n{`,
    );
    await pause(50);
    const from = performance.now();
    await running.collector.stop();
    expect(performance.now() - from).toBeLessThan(1500);
    expect(running.lines.at(-1)).toMatchObject({ level: "error" });
  });
});

describe("the API server's file for the webhook", () => {
  it("is a kubeconfig that names the collector, whom to trust and what to show", () => {
    const text = webhookKubeconfig({ url: "https://192.0.2.1:8443/", mesh: "prod", ca: "PEM", credential: { kind: "token", token: "t" } });
    expect(parse(text)).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "meshaudit", cluster: { server: "https://192.0.2.1:8443/webhook/prod", "certificate-authority-data": "UEVN" } }],
      users: [{ name: "meshaudit", user: { token: "t" } }],
      contexts: [{ name: "meshaudit", context: { cluster: "meshaudit", user: "meshaudit" } }],
      "current-context": "meshaudit",
    });
    const credential = { kind: "certificate", certificateFile: "/etc/a.crt", keyFile: "/etc/a.key" } as const;
    expect(parse(webhookKubeconfig({ url: "https://a", mesh: "prod", ca: null, credential }))).toMatchObject({
      users: [{ user: { "client-certificate": "/etc/a.crt", "client-key": "/etc/a.key" } }],
    });
  });
});
