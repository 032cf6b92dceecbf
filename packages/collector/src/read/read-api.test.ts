import { fileURLToPath } from "node:url";
import { remoteAnswers } from "@meshaudit/client";
import { MeshauditError, openSession, openSources, resolveType, type Answers, type ObjectQuery, type Session } from "@meshaudit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratch } from "../testing/authority.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { startRunning, type Running } from "../testing/running.ts";

const log = fileURLToPath(new URL("../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url));
const files = scratch();
const prod = memoryStore("prod");
const staging = memoryStore("staging");
let session: Session;
let running: Running;
let remote: Answers;
let token: string;

const place = (more: object = {}) => ({
  url: running.collector.url,
  ca: running.certificates.ca,
  token,
  mesh: null,
  timeout: 20_000,
  live: async () => null,
  ...more,
});

beforeAll(async () => {
  session = openSession({
    sources: await openSources([log], { stdin: null, cwd: "/" }),
    mesh: "prod",
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });
  prod.open = { answers: session, close: async () => {} };
  running = await startRunning(files, { meshes: [prod, staging] });
  token = await running.token("read", ["prod"]);
  remote = remoteAnswers(place());
});
afterAll(async () => {
  await running.collector.stop();
  files.remove();
});

const query = (type: string, name: string | null): ObjectQuery => ({
  patterns: resolveType(type).map(({ group, resource }) => ({ group, resource, namespace: "bookinfo", name })),
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});
const reviews = query("vs", "reviews");
const never = query("vs", "never-seen");
const at = Date.parse("2026-11-24T12:00:00Z");

const table: [name: string, ask: (answers: Answers) => Promise<unknown>][] = [
  ["history", (answers) => answers.history(reviews)],
  ["histories", (answers) => answers.histories(query("vs", null))],
  ["blame", (answers) => answers.blame(reviews, "spec.http")],
  ["diff", (answers) => answers.diff(reviews, { kind: "last" })],
  ["diff since a time", (answers) => answers.diff(reviews, { kind: "at", at: 0 })],
  ["diff between two", (answers) => answers.diff(reviews, { kind: "between", from: "~2", to: "~1" })],
  ["states", (answers) => answers.states(reviews, "~1")],
  ["version", (answers) => answers.version(reviews, 8.64e15)],
  ["restore", (answers) => answers.restore(reviews, null)],
  [
    "deleted",
    (answers) => answers.deleted({ ...query("vs", null), patterns: [{ group: null, resource: null, namespace: null, name: null }] }),
  ],
  ["what-changed", (answers) => answers.whatChanged({ at, from: 0, to: 8.64e15, namespace: null, allKinds: false })],
  ["names", (answers) => answers.names(reviews.patterns)],
  ["a history that is empty", (answers) => answers.history(never)],
  ["an object that was never seen", (answers) => answers.restore(never, null)],
  ["a change that there is none of", (answers) => answers.states(reviews, "no-such-change")],
  ["an auditID that no request has", (answers) => answers.event("no-such-request")],
  ["the live object, which the collector cannot know", (answers) => answers.diff(reviews, { kind: "between", from: "~1", to: "live" })],
];

/** An answer, or what is told of an error. */
const outcome = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (answer) => ({ answer: JSON.parse(JSON.stringify(answer)) as unknown }),
    ({ name, code, message, hint }: { name: string; code: string; message: string; hint: string | null }) => ({
      name,
      code,
      message,
      hint,
    }),
  );

describe("a collector's answers", () => {
  it.each(table)("are its session's own: %s", async (_, ask) => {
    expect(await outcome(ask(remote))).toEqual(await outcome(ask(session)));
  });

  it("tell a request by its auditID", async () => {
    const { result } = await session.history(reviews);
    const id = result.kind === "ObjectHistory" ? (result.changes[0]?.auditID ?? "") : "";
    expect(await outcome(remote.event(id))).toEqual(await outcome(session.event(id)));
  });

  it("leave the live object to whoever asks", async () => {
    const live = remoteAnswers(place({ live: async () => ({ kind: "VirtualService" }) }));
    expect(await live.live({ group: "", resource: "", namespace: "", name: "" })).toEqual({ kind: "VirtualService" });
  });
});

describe("the read API", () => {
  it("answers a GET as it does a POST, and who-changed as history", async () => {
    const args = JSON.stringify({ query: reviews });
    const get = await running.ask(`/api/v1/meshes/prod/who-changed?arguments=${encodeURIComponent(args)}`, { token });
    const post = await running.ask("/api/v1/meshes/prod/history", { token, body: args });
    expect(get.status).toBe(200);
    expect(get.json).toEqual(post.json);
  });

  it.each([
    ["no JSON", "{", "no JSON"],
    ["no query", "{}", "query"],
    [
      "a name that is no text",
      JSON.stringify({ query: { ...reviews, patterns: [{ ...reviews.patterns[0], name: 1 }] } }),
      "query.patterns.0.name",
    ],
    ["a text without end", JSON.stringify({ query: { ...reviews, by: "x".repeat(2000) } }), "query.by"],
    [
      "more patterns than there are kinds",
      JSON.stringify({ query: { ...reviews, patterns: Array(600).fill(reviews.patterns[0]) } }),
      "query.patterns",
    ],
    ["an own __proto__", '{"__proto__":{"query":{}}}', "query"],
  ])("says what is wrong with the arguments: %s", async (_, body, said) => {
    const { status, json } = await running.ask("/api/v1/meshes/prod/history", { token, body });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: "bad-request", message: expect.stringContaining(said) } });
  });

  it("takes no arguments that are larger than any question", async () => {
    expect((await running.ask("/api/v1/meshes/prod/history", { token, body: " ".repeat(300_000) })).status).toBe(413);
  });

  it("knows only its questions", async () => {
    for (const path of ["prod/live", "prod/constructor", "prod/history/more", "prod"])
      expect((await running.ask(`/api/v1/meshes/${path}`, { token })).status, path).toBe(404);
    expect((await running.ask("/api/v1/meshes/prod/history", { token, method: "DELETE" })).status).toBe(405);
  });

  it("notes in the log who asked what, and nothing of the question", async () => {
    await remote.history(query("vs", "a-name-of-somebody"));
    expect(running.lines.findLast(({ msg }) => msg === "question")).toMatchObject({
      by: "read",
      mesh: "prod",
      question: "history",
      status: 200,
    });
    expect(JSON.stringify(running.lines)).not.toContain("a-name-of-somebody");
  });

  it("opens answers anew when the store could not be read, and closes those before", async () => {
    const wide = await running.token("read", ["staging"], "wide");
    const answers = remoteAnswers(place({ token: wide }));
    await expect(answers.names([])).rejects.toMatchObject({ code: "store-unreadable" });
    let isGone = true;
    let closed = 0;
    const names = async (): Promise<never[]> => {
      if (isGone) throw new MeshauditError("store-missing", "the project was deleted");
      return [];
    };
    staging.open = { answers: { ...session, names }, close: async () => void closed++ };
    await expect(answers.names([])).rejects.toMatchObject({ code: "store-missing" });
    isGone = false;
    expect(await answers.names([])).toEqual([]);
    expect(closed).toBe(1);
  });
});

describe("a caller is told what to do", () => {
  const failing = async (more: object): Promise<unknown> =>
    remoteAnswers(place(more))
      .names([])
      .catch((error: unknown) => error);
  it.each([
    ["about a wrong token", { token: "wrong" }, "does not know the token"],
    ["about a mesh that it may not ask about", { mesh: "staging" }, "does not let this token ask"],
    ["about an authority that is not trusted", { ca: null }, "is not trusted"],
    ["about nobody listening", { url: "https://127.0.0.1:1" }, "cannot be reached"],
  ])("%s", async (_, more, said) => {
    expect(await failing(more)).toMatchObject({
      code: "source-unreadable",
      message: expect.stringContaining(said),
      hint: expect.any(String),
    });
  });

  it("about several meshes, of which one is to be chosen", async () => {
    const wide = await running.token("read", ["*"], "widest");
    expect(await failing({ token: wide })).toMatchObject({ code: "argument-invalid", message: expect.stringContaining("prod, staging") });
  });

  it("about addresses that would send the token in the clear, or hold it", () => {
    for (const url of ["http://collector.example.com", "https://token@collector.example.com", "collector", "file:///etc/passwd"])
      expect(() => remoteAnswers(place({ url })), url).toThrow(expect.objectContaining({ code: "argument-invalid" }));
  });
});
