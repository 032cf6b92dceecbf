import { openSession, openSources } from "@meshaudit/core";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiReply } from "../protocol/api.ts";
import { answerApi } from "./answer-api.ts";
import type { DashboardAnswers } from "./dashboard-answers.ts";

const log = fileURLToPath(new URL("../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url));
let answers: DashboardAnswers;

beforeAll(async () => {
  const sources = await openSources([log], { stdin: null, cwd: "/" });
  const reading = { redactionKey: new Uint8Array(32), worker: null, threads: 1 };
  const session = openSession({ sources, mesh: "bookshop", trustedProxies: [], live: null, reading });
  answers = { mesh: "bookshop", sources: ["audit.log.gz"], session, log: null, now: () => Date.parse("2026-11-24T13:00:00Z") };
});

const get = (path: string, parameters: { [name: string]: string } = {}): Promise<ApiReply> =>
  answerApi(
    { method: "GET", path, parameters: new URLSearchParams(parameters), body: null, signal: new AbortController().signal },
    answers,
  );

describe("the dashboard's questions", () => {
  it("are answered with the history that a session gives, and with the difference of a change", async () => {
    const { status, body } = await get("history", { object: "virtualservices.networking.istio.io/bookinfo/reviews" });
    expect(status).toBe(200);
    const { result } = body as { result: { changes: { id: string; summary: string }[] } };
    expect(result.changes).toHaveLength(9);
    const edit = result.changes.find(({ summary }) => summary === "timeout of route default 3s -> 10s");
    const diff = await get("diff", { object: "vs/bookinfo/reviews", from: edit?.id ?? "" });
    expect(diff.body).toMatchObject({ result: { fields: [{ op: "changed", before: "3s", after: "10s" }] } });
  });

  it("are answered with the objects that changed, the last first, without what a timeline does not draw", async () => {
    const { body } = await get("timelines", { namespace: "payments", user: "ci-deployer" });
    const { items } = (body as { result: { items: { object: { namespace: string }; changes: object[] }[] } }).result;
    expect(new Set(items.map(({ object }) => object.namespace))).toEqual(new Set(["payments"]));
    expect(Object.keys(items[0]?.changes[0] ?? {}).toSorted()).toEqual([
      "auditID",
      "id",
      "operation",
      "risk",
      "summary",
      "time",
      "user",
      "verb",
    ]);
  });

  it.each([
    ["history", { object: "nonsense" }, 422, "names no object"],
    ["history", { object: "virtualservics/a/b" }, 422, "virtualservics"],
    ["history", {}, 400, "question"],
    ["timelines", { kind: "gatewy" }, 422, "gatewy"],
    ["event", { auditID: "never" }, 404, "never"],
    ["report", { report: "overview" }, 422, "a collector answers"],
    ["report", { report: "of nothing" }, 400, "no report"],
    ["nothing", {}, 404, "no such question"],
  ])("that are wrong are told so: %s %j", async (path, parameters: { [name: string]: string }, status, message) => {
    const reply = await get(path, parameters);
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ error: { message: expect.stringContaining(message) } });
  });

  it("may be a query only of the shape that a query has", async () => {
    const ask = (body: unknown): Promise<ApiReply> =>
      answerApi({ method: "POST", path: "query", parameters: new URLSearchParams(), body, signal: new AbortController().signal }, answers);
    expect((await ask({ text: 1 })).status).toBe(400);
    expect((await ask(null)).status).toBe(400);
    expect((await ask({ text: "*", from: 9e20, to: null, limit: null, timeZone: "UTC" })).status).toBe(400);
  });
});
