import { connect } from "node:net";
import type { TLSSocket } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../testing/authority.ts";
import { eventList, eventOf } from "../testing/events.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { startRunning, untilEnd, type Running } from "../testing/running.ts";

const files = scratch();
const prod = memoryStore("prod");
let running: Running;
let token: string;

beforeAll(async () => {
  const limits = { headers: 2000, stall: 1000, bytesPerSecond: 20_000, connections: 60, request: 10_000 };
  running = await startRunning(files, { meshes: [prod], limits });
  token = await running.token("write", ["prod"]);
});
afterEach(() => prod.clear());
afterAll(async () => {
  await running.collector.stop();
  files.remove();
});

const isWell = async (): Promise<void> => {
  const from = performance.now();
  expect((await running.ask("/healthz")).text).toBe("ok\n");
  expect(performance.now() - from).toBeLessThan(1000);
};

const head = (more: string, method = "POST"): string =>
  `${method} /webhook/prod HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n${more}\r\n`;
const said = async (text: string): Promise<string> => {
  const socket = await running.connect();
  const all = untilEnd(socket);
  socket.write(text);
  return all;
};
const statusesIn = (text: string): string[] => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status ?? "");

describe("a request that two servers could read in two ways", () => {
  const body = eventList([eventOf(1)]);
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const second = "GET /api/v1/meshes HTTP/1.1\r\nHost: localhost\r\n\r\n";
  it.each([
    ["a length beside chunks", `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n`, chunked],
    ["chunks beside a length", `Transfer-Encoding: chunked\r\nContent-Length: ${chunked.length}\r\n`, chunked],
    ["two lengths", `Content-Length: 5\r\nContent-Length: ${body.length}\r\n`, body],
    ["a list of lengths", `Content-Length: ${body.length}, ${body.length}\r\n`, body],
    ["a length with a sign", `Content-Length: +${body.length}\r\n`, body],
    ["a length in hex", `Content-Length: 0x${body.length.toString(16)}\r\n`, body],
    ["a space before the colon", `Content-Length : ${body.length}\r\n`, body],
    ["a folded header", `X-A: b\r\n Content-Length: ${body.length}\r\n`, body],
    ["another coding after chunked", `Transfer-Encoding: chunked, identity\r\n`, chunked],
    ["a misspelt coding", `Transfer-Encoding: xchunked\r\n`, chunked],
    ["chunked twice", `Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n`, chunked],
    ["a chunk's size with a sign", `Transfer-Encoding: chunked\r\n`, chunked.replace(/^/, "-")],
    ["a chunk that is longer than it says", `Transfer-Encoding: chunked\r\n`, `5\r\n${body}\r\n0\r\n\r\n`],
    ["a bare carriage return in a header", `X-A: b\rContent-Length: 5\r\n`, body],
    ["a null byte in a header", `X-A: b\0\r\nContent-Length: ${body.length}\r\n`, body],
  ])("is refused, and nothing behind it is read: %s", async (_, headers, sent) => {
    const text = await said(`${head(headers)}${sent}${second}`);
    // Broken in the midst of a body, the connection just ends.
    expect(["400", ""]).toContain(statusesIn(text).join());
    expect(prod.events).toEqual([]);
  });

  it("has a plain path as its target, and a host", async () => {
    for (const target of ["https://localhost/webhook/prod", "webhook/prod", "/webhook/%zz", "/a\\b", "*"])
      expect(statusesIn(await said(`POST ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)), target).toEqual(["400"]);
    expect(statusesIn(await said(`GET /healthz HTTP/1.1\r\n\r\n`))).toEqual(["400"]);
    expect(statusesIn(await said("CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n"))).toEqual([]);
    expect(statusesIn(await said("\x16\x03\x01 no HTTP at all\r\n\r\n"))).toEqual(["400"]);
  });

  it("has headers of a bounded size", async () => {
    expect(statusesIn(await said(head(`X-A: ${"a".repeat(40_000)}\r\n`)))).toEqual(["431"]);
  });
});

describe("a caller that is slow", () => {
  it("with its headers, or says nothing, is cut", async () => {
    const [silent, dripping] = await Promise.all([running.connect(), running.connect()]);
    const ends = Promise.all([untilEnd(silent), untilEnd(dripping)]);
    dripping.write("POST /webhook/prod HTTP/1.1\r\n");
    const drip = setInterval(() => dripping.write("X-A: b\r\n"), 50);
    await isWell();
    await ends;
    clearInterval(drip);
  });

  it("with its TLS, or speaks none, is cut", async () => {
    const sockets = ["", "\x16\x03\x01", "GET / HTTP/1.1\r\n\r\n"].map((text) => {
      const socket = connect(running.collector.port, "127.0.0.1");
      socket.write(text);
      return new Promise((resolve) =>
        socket
          .on("error", () => {})
          .on("data", () => {})
          .on("close", resolve),
      );
    });
    await Promise.all(sockets);
    await isWell();
  });

  it("with its body, stopping or dripping, gets 408; what came whole is stored", async () => {
    const body = eventList([eventOf(1), eventOf(2)]);
    const stopped = said(head(`Content-Length: ${body.length}\r\n`) + body.slice(0, 500));
    const dripping = await running.connect();
    const end = untilEnd(dripping);
    dripping.write(head("Content-Length: 100000\r\n"));
    const drip = setInterval(() => dripping.write("  "), 100);
    await isWell();
    expect(statusesIn(await stopped)).toEqual(["408"]);
    expect(statusesIn(await end)).toEqual(["408"]);
    clearInterval(drip);
  });

  it("and goes away in the midst of a body leaves nothing behind", async () => {
    for (let count = 0; count < 20; count++) {
      const socket = await running.connect();
      socket.on("error", () => {});
      socket.write(head("Content-Length: 40000000\r\n") + eventList([eventOf(count, 5000)]).slice(0, 3000));
      await pause(5);
      socket.destroy();
    }
    const metrics = await running.token("metrics", []);
    await expect
      .poll(async () => (await running.ask("/metrics", { token: metrics })).text, { timeout: 5000 })
      .toContain("meshaudit_pending_bytes 0\n");
    expect((await running.ask("/webhook", { token, body: eventList([eventOf(1)]) })).status).toBe(200);
  });
});

describe("thousands of idle connections", () => {
  it("keep neither health checks nor API servers out: the oldest of nobody known go", async () => {
    const known = await running.connect();
    const answers: string[] = [];
    known.on("error", () => {}).on("data", (block: Buffer) => answers.push(block.toString("latin1")));
    known.write(head("Content-Length: 0\r\n"));
    await expect.poll(() => statusesIn(answers.join(""))).toEqual(["400"]);
    const idle: TLSSocket[] = [];
    for (let count = 0; count < 150; count++) {
      const socket = await running.connect();
      socket.on("error", () => {}).resume();
      socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      idle.push(socket);
      if (count % 30 === 0) await isWell();
    }
    await isWell();
    await expect.poll(() => idle.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(90);
    known.write(head("Content-Length: 0\r\n"));
    await expect.poll(() => statusesIn(answers.join(""))).toEqual(["400", "400"]);
    for (const socket of [known, ...idle]) socket.destroy();
  });
});

describe("a gzip bomb, garbage and deep nesting", () => {
  it("leave the collector well", async () => {
    const bodies = ["[".repeat(1_000_000), `{"items":[${"0,".repeat(500_000)}0]}`, eventList([eventOf(1)]).replace("{", '{"a":"\\ud800",')];
    const answers = Promise.all(bodies.map((body) => running.ask("/webhook", { token, body })));
    await isWell();
    expect((await answers).map(({ status }) => status)).toEqual([400, 400, 200]);
    await isWell();
  });
});
