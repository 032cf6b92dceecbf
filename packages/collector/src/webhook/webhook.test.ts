import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../testing/authority.ts";
import { eventList, eventOf } from "../testing/events.ts";
import { memoryStore, unkeepable } from "../testing/memory-store.ts";
import { startRunning, type Running } from "../testing/running.ts";

const files = scratch();
const prod = memoryStore("prod");
/** This process is not only the collector. */
const lag = Number.POSITIVE_INFINITY;
const limits = { lag, pendingBytes: 1_000_000, pendingBytesOfRequest: 500_000, bodyBytes: 50_000_000, ack: 1500, keepAlive: 120_000 };
let running: Running;
let token: string;

beforeAll(async () => {
  running = await startRunning(files, { meshes: [prod, memoryStore("staging")], limits });
  token = await running.token("write", ["prod"], "api-servers");
});
afterEach(() => prod.clear());
afterAll(async () => {
  await running.collector.stop();
  files.remove();
});

const post = (body: string | Buffer, headers: { [name: string]: string } = {}, path = "/webhook/prod") =>
  running.ask(path, { token, body, headers });
const ids = (): string[] => prod.events.map(({ auditID }) => auditID);

describe("a post", () => {
  it("is answered with 200 when its events are durable, and not before", async () => {
    prod.delay = 100;
    const asked = post(eventList([eventOf(1), eventOf(2)]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ids()).toEqual([]);
    expect(await asked).toMatchObject({ status: 200, json: { received: 2, rejected: 0 } });
    expect(ids()).toEqual(["audit-1", "audit-2"]);
  });

  it.each([
    ["an EventList on one line", eventList([eventOf(1), eventOf(2)]), {}],
    ["a pretty-printed EventList", JSON.stringify(JSON.parse(eventList([eventOf(1), eventOf(2)])), null, 2), {}],
    [
      "events one a line",
      [1, 2].map((each) => JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOf(each) })).join("\n"),
      { "content-type": "application/x-ndjson" },
    ],
    ["packed by gzip", gzipSync(eventList([eventOf(1), eventOf(2)])), { "content-encoding": "gzip" }],
    [
      "in two packed pieces",
      Buffer.concat([eventList([eventOf(1)]).slice(0, 100), eventList([eventOf(1)]).slice(100)].map((part) => gzipSync(part))),
      { "content-encoding": "gzip" },
    ],
  ])("may be %s", async (_, body, headers) => {
    expect((await post(body, headers as { [name: string]: string })).status).toBe(200);
    expect(ids().slice(0, 1)).toEqual(["audit-1"]);
  });

  it("may leave out the mesh, when its credential is for one", async () => {
    expect((await post(eventList([eventOf(1)]), {}, "/webhook")).status).toBe(200);
    expect(ids()).toEqual(["audit-1"]);
  });

  it("of an empty list is fine; of anything else gets 400", async () => {
    expect((await post(eventList([]))).status).toBe(200);
    for (const body of ["", " \n", "{}", '{"kind":"Status"}', "hello", "12", '{"kind":"EventList"'])
      expect((await post(body)).json, body).toMatchObject({ error: { code: "not-an-event-list" } });
  });

  it("whose JSON breaks half-way has its events before that stored, and the rest counted", async () => {
    const whole = eventList(Array.from({ length: 20 }, (_, index) => eventOf(index)));
    const cut = await post(whole.slice(0, whole.indexOf("audit-10") + 4));
    expect(cut).toMatchObject({ status: 200, json: { received: 11, rejected: 1 } });
    expect(ids()).toEqual(Array.from({ length: 10 }, (_, index) => `audit-${index}`));
    expect(await post(whole.replace('"auditID":"audit-15"', '"auditID":}}]'))).toMatchObject({ status: 200 });
    expect(ids()).toHaveLength(15);
  });

  it("with entries that are no events has the others stored: refused, the same would come again and be dropped with them", async () => {
    const items = [eventOf(1), { ...eventOf(2), stage: "Nonsense" }, 7, { kind: "Pod" }, eventOf(3)];
    expect(await post(eventList(items))).toMatchObject({ status: 200, json: { received: 5, rejected: 3 } });
    expect(ids()).toEqual(["audit-1", "audit-3"]);
    expect(await post(eventList([7]))).toMatchObject({ status: 200, json: { received: 1, rejected: 1 } });
  });

  it("with an event that the store can keep in no way has the others stored, and that one counted", async () => {
    const body = eventList([eventOf(1), { ...eventOf(2), verb: unkeepable }, eventOf(3)]);
    expect(await post(body)).toMatchObject({ status: 200, json: { received: 3, rejected: 1 } });
    expect(ids()).toEqual(["audit-1", "audit-3"]);
  });

  it("takes a type and an encoding that it knows", async () => {
    const body = eventList([eventOf(1)]);
    expect((await post(body, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(body, { "content-encoding": "br" })).status).toBe(415);
    expect((await post(gzipSync(body).subarray(0, 40), { "content-encoding": "gzip" })).status).toBe(400);
    expect((await post(body, { "content-encoding": "gzip" })).status).toBe(400);
    const trailing = Buffer.concat([gzipSync(body), Buffer.alloc(2_000_000, "x")]);
    expect([200, 400]).toContain((await post(trailing, { "content-encoding": "gzip" })).status);
    prod.clear();
    expect(ids()).toEqual([]);
  });

  it("that unpacks to far more than came, or to more than a body may have, gets 413", async () => {
    const bomb = gzipSync(eventList(Array.from({ length: 1500 }, () => eventOf(1, 20_000))));
    expect((await post(bomb, { "content-encoding": "gzip" })).json).toMatchObject({ error: { code: "unpacked-too-large" } });
    const large = { "content-length": "60000000", expect: "100-continue" };
    expect((await post("", large).catch(() => ({ status: 413 }))).status).toBe(413);
  });
});

describe("backpressure", () => {
  it("is 503 at once when the store is full, and over when there is room", async () => {
    prod.mode = "full";
    const refused = await post(eventList([eventOf(1)]));
    expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "1" }, json: { error: { code: "store-full" } } });
    expect((await running.ask("/readyz")).status).toBe(503);
    prod.mode = "works";
    await expect.poll(async () => (await post(eventList([eventOf(1)]))).status, { timeout: 3000 }).toBe(200);
    expect(ids()).toEqual(["audit-1"]);
  });

  it("is 503 at once while the collector is late", async () => {
    const late = await startRunning(files, { meshes: [memoryStore("late")], limits: { lag: -1 } });
    const authorization = `Bearer ${await late.token("write", ["late"], "late-servers")}`;
    const ask = () =>
      late.ask("/webhook/late", {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: eventList([eventOf(1)]),
      });
    await expect.poll(ask, { timeout: 5000 }).toMatchObject({ status: 503, json: { error: { code: "busy" } } });
    await late.collector.stop();
  });

  it("is 503 at once when too many bytes wait, those counted that a body is going to have", async () => {
    prod.delay = 1000;
    const body = eventList([eventOf(1, 300_000)]);
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const from = performance.now();
        const { status, json } = await post(body);
        return { status, json, ms: performance.now() - from };
      }),
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(refused).toHaveLength(3);
    for (const { json, ms } of refused) {
      expect(json).toMatchObject({ error: { code: "busy" } });
      expect(ms).toBeLessThan(700);
    }
    prod.delay = 0;
    expect((await post(body)).status).toBe(200);
  });

  it("lets a large body wait for the store, so that little of it is held", async () => {
    prod.delay = 20;
    const events = Array.from({ length: 400 }, (_, index) => eventOf(index, 100_000));
    const body = eventList(events);
    expect(body.length).toBeGreaterThan(40_000_000);
    expect((await post(body)).json).toEqual({ received: 400, rejected: 0 });
    expect(prod.events).toHaveLength(400);
    expect(prod.mostUnderWay).toBeLessThanOrEqual(10);
    const metrics = await running.token("metrics", []);
    expect((await running.ask("/metrics", { token: metrics })).text).toContain("meshaudit_pending_bytes 0\n");
  });

  it("never lets a caller hang: 503 when the store takes too long", async () => {
    prod.mode = "hangs";
    expect((await post(eventList([eventOf(1)]))).json).toMatchObject({ error: { code: "store-slow" } });
  });

  it("goes on with a store that broke when it can be opened anew", async () => {
    const before = prod.opened;
    prod.mode = "broken";
    expect((await post(eventList([eventOf(1)]))).json).toMatchObject({ error: { code: "store-unavailable" } });
    prod.mode = "works";
    await expect.poll(async () => (await post(eventList([eventOf(1)]))).status, { timeout: 5000 }).toBe(200);
    expect(prod.opened).toBe(before + 1);
    expect(ids()).toEqual(["audit-1"]);
  });
});
