import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ObjectRef } from "@meshaudit/core";
import type { MeshState } from "../../protocol/mesh-state.ts";
import type { TokenWanted } from "../../protocol/questions.ts";
import { collectorLog } from "./collector-log.ts";
import { collectorTokens } from "./collector-tokens.ts";
import type { MeshLog } from "./mesh-log.ts";

const searched = { sources: ["prod"], bytes: 0, rejected: 0, duplicate: 0, levels: [], everyLineParsed: true };
const reviews: ObjectRef = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };

/** A collector that holds this many events, the last of which changed reviews. */
interface Standing {
  events: number;
  token: string | null;
}

const collector = (standing: Standing): Server =>
  createServer((request, response) => {
    const reply = async (): Promise<[number, unknown]> => {
      const body = await text(request);
      if (standing.token !== null && request.headers.authorization !== `Bearer ${standing.token}`)
        return [401, { error: { code: "no-credential", message: "who are you?", hint: null } }];
      if (request.url === "/api/v1/meshes") return [200, { meshes: ["prod"] }];
      const { patterns } = (JSON.parse(body) as { query: { patterns: { name: string | null }[] } }).query;
      const isMesh = patterns.some(({ name }) => name === null);
      const items = isMesh ? [{ object: reviews, changes: [{ id: `c${standing.events}` }], attempts: [] }] : [];
      const span = { parsed: standing.events, from: "2026-11-24T10:00:00Z", to: "2026-11-24T11:00:00Z" };
      return [200, { result: { items, searched: { ...searched, ...span } } }];
    };
    void reply().then(([status, answer]) => response.writeHead(status).end(JSON.stringify(answer)));
  });

describe("a mesh whose log a collector keeps", () => {
  const standing: Standing = { events: 5, token: null };
  let server: Server;
  let port = 0;
  let log: MeshLog | null = null;
  const listen = async (): Promise<void> => {
    server = collector(standing).listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };
  const hangUp = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  beforeEach(async () => {
    Object.assign(standing, { events: 5, token: null });
    port = 0;
    await listen();
  });
  afterEach(async () => {
    log?.close();
    if (server.listening) await hangUp();
  });

  /** The log, with what it tells: `tokens` are what a person gives when they are asked, one after the other. */
  const asked = (givenTokens: (string | null)[] = [], specs = [`http://127.0.0.1:${port}`]) => {
    const told: { states: MeshState["status"][]; news: string[]; wanted: TokenWanted[] } = { states: [], news: [], wanted: [] };
    const tokens = collectorTokens((wanted) => {
      told.wanted.push(wanted);
      setImmediate(() => tokens.give(wanted.address, givenTokens.shift() ?? null));
    });
    const live = { get: () => Promise.resolve(null) } as never;
    const mesh = { key: "mesh:prod", name: "prod" };
    const source = { mesh, specs, base: "/", trustedProxies: [], contexts: [], folder: null };
    const listener = {
      onState: ({ status }: MeshState) => told.states.push(status),
      onNews: (objects: ObjectRef[], all: boolean) => told.news.push(all ? "all" : objects.map(({ name }) => name).join()),
    };
    log = collectorLog(source, { live, tokens, ca: null, caBase: "/" }, listener, 20);
    return { log, told };
  };

  it("answers, and tells what changes from then on", async () => {
    const { log, told } = asked();
    await log.session();
    expect(log.state().status).toMatchObject({ kind: "ready", events: 5, problem: null });
    standing.events = 6;
    await expect.poll(() => told.news).toEqual(["reviews"]);
    expect(log.state().status).toMatchObject({ events: 6 });
    expect(told.states.map(({ kind }) => kind)).toEqual(["reading", "ready", "ready"]);
  });

  it("says once that it is out of reach, answers nothing meanwhile, and tells that all may be new when it is back", async () => {
    const { log, told } = asked();
    const answers = await log.session();
    await hangUp();
    await expect.poll(() => log.state().status).toMatchObject({ kind: "ready", problem: expect.stringContaining("cannot be reached") });
    await expect(answers.names([])).rejects.toThrow("cannot be reached");
    await listen();
    await expect.poll(() => told.news).toEqual(["all"]);
    expect(log.state().status).toMatchObject({ problem: null });
    expect(told.states).toHaveLength(4);
  });

  it("is found later when it was out of reach at first", async () => {
    await hangUp();
    const { log, told } = asked();
    await expect(log.session()).rejects.toThrow("cannot be reached");
    await expect(log.session()).rejects.toThrow("cannot be reached");
    await listen();
    await expect.poll(() => told.news).toEqual(["all"]);
    await log.session();
    expect(told.states.map(({ kind }) => kind)).toEqual(["reading", "failed", "ready"]);
  });

  it("asks for a token when the collector does, and again when it is a wrong one", async () => {
    standing.token = "right";
    const { log, told } = asked(["wrong", "right"]);
    await log.session();
    const address = `http://127.0.0.1:${port}`;
    expect(told.wanted).toEqual([
      { address, refused: false },
      { address, refused: true },
    ]);
  });

  it("asks for another token when the one it had holds no more", async () => {
    standing.token = "old";
    const { log, told } = asked(["old", "new"]);
    await log.session();
    standing.token = "new";
    await expect.poll(() => told.news).toEqual(["all"]);
    expect(told.wanted).toHaveLength(2);
  });

  it("fails, and leaves the collector alone, when no token is given", async () => {
    standing.token = "right";
    const { log, told } = asked();
    await expect(log.session()).rejects.toThrow("does not know the token");
    await expect(log.session()).rejects.toThrow("does not know the token");
    expect(told.wanted).toHaveLength(1);
    expect(told.states.map(({ kind }) => kind)).toEqual(["reading", "failed"]);
  });

  it("is not asked together with a file", async () => {
    const { log } = asked([], [`http://127.0.0.1:${port}`, "/audit.log"]);
    await expect(log.session()).rejects.toThrow("together with other sources");
  });
});
