import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { ObjectQuery } from "./answers/question.ts";
import { resolveType } from "./kinds/resolve-type.ts";
import type { ObjectHistory, ObjectHistoryList } from "./model/result.ts";
import { openSession, type Session } from "./session.ts";
import { openSources } from "./sources/open-sources.ts";

const log = fileURLToPath(new URL("../../../test/scenarios/bookshop/audit.log.gz", import.meta.url));

let session: Session;

beforeAll(async () => {
  session = openSession({
    sources: await openSources([log], { stdin: null, cwd: "/" }),
    mesh: "prod",
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });
});

const query = (type: string, name: string | null, namespace: string | null = "bookinfo", more: Partial<ObjectQuery> = {}): ObjectQuery => ({
  patterns: resolveType(type).map(({ group, resource }) => ({ group, resource, namespace, name })),
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: false,
  ...more,
});

const code = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => "answered",
    (error: { code: string }) => error.code,
  );

describe("history", () => {
  it("of one object is an ObjectHistory, newest first, with what was searched", async () => {
    const { result, seen, report } = await session.history(query("vs", "reviews"));
    const history = result as ObjectHistory;
    expect(history).toMatchObject({
      kind: "ObjectHistory",
      object: { mesh: "prod", kind: "VirtualService", namespace: "bookinfo", name: "reviews" },
    });
    expect(history.changes.map(({ actor }) => actor.user.split(":").at(-1))).toEqual([
      "carol@example.com",
      "carol@example.com",
      "alice@example.com",
      "carol@example.com",
      "alice@example.com",
      "argocd-application-controller",
      "argocd-application-controller",
      "argocd-application-controller",
      "alice@example.com",
    ]);
    expect(history.searched).toMatchObject({ parsed: 2520, duplicate: 0, rejected: 0, levels: ["RequestResponse"], everyLineParsed: true });
    expect([seen, report.mayHideAnswer]).toEqual([true, false]);
  });

  it("of a name that two groups have is a list that tells them apart", async () => {
    const { result } = await session.history(query("gateway", "bookinfo-gateway"));
    expect((result as ObjectHistoryList).items.map(({ object }) => object.group)).toEqual([
      "gateway.networking.k8s.io",
      "networking.istio.io",
    ]);
  });

  it("of a name never seen is an ObjectHistory without changes, and near names", async () => {
    const { result, seen, near } = await session.history(query("vs", "reveiws"));
    expect(result).toMatchObject({ kind: "ObjectHistory", object: { name: "reveiws" }, changes: [], attempts: [] });
    expect([seen, near]).toEqual([false, ["reviews"]]);
  });

  it("keeps to a time, a user or who impersonated it, and a label", async () => {
    const count = async (more: Partial<ObjectQuery>, name: string | null = "details"): Promise<number> =>
      (await session.histories(query("vs", name, "bookinfo", more))).result.items.reduce((sum, item) => sum + item.changes.length, 0);
    expect(await count({})).toBe(8);
    expect(await count({ by: "kubernetes-admin" })).toBe(1);
    expect(await count({ from: Date.parse("2026-11-24T12:19:20.2Z") })).toBe(3);
    expect(await count({ to: Date.parse("2026-11-24T12:19:20.2Z") })).toBe(5);
    expect(
      (await session.histories(query("vs", null, null, { labels: "team=reviews" }))).result.items.map(({ object }) => object.name),
    ).toEqual(["reviews"]);
  });

  it("lists a name on which something was only attempted just when attempts are asked for", async () => {
    const names = async (attempts: boolean): Promise<string[]> =>
      (await session.histories(query("vs", null, "bookinfo", { attempts }))).result.items.map(({ object }) => object.name);
    expect(await names(true)).toContain("never-was");
    expect(await names(false)).not.toContain("never-was");
  });

  it("shows attempts apart when asked", async () => {
    const { result } = await session.history(query("vs", "reviews", "bookinfo", { attempts: true }));
    expect((result as ObjectHistory).attempts.map(({ result: came, code: status, verb }) => `${verb} ${status} ${came}`)).toEqual([
      "patch 200 noop",
      "delete 200 dryRun",
      "patch 200 dryRun",
      "update 422 failed",
      "delete 403 denied",
      "patch 403 denied",
    ]);
  });
});

describe("what set a deletion off", () => {
  it.each([
    ["vs", "a", "staging", "namespace-deletion", "namespaces", "alice@example.com"],
    ["vs", "owned", "bookinfo", "garbage-collection", "configmaps", "carol@example.com"],
    ["dr", "held", "bookinfo", "finalizer", "destinationrules", "carol@example.com"],
    ["se", "x1", "payments", "deletecollection", "serviceentries", "carol@example.com"],
  ])("%s/%s in %s: %s", async (type, name, namespace, kind, resource, user) => {
    const { result } = await session.history(query(type, name, namespace));
    expect((result as ObjectHistory).changes[0]).toMatchObject({
      operation: "deleted",
      cause: { kind, object: { resource }, actor: { user }, evidence: "exact" },
    });
  });
});

describe("diff", () => {
  it("is what the last change did", async () => {
    const { result } = await session.diff(query("vs", "details"), { kind: "last" });
    expect(result.fields).toEqual([
      expect.objectContaining({ path: "spec.http[0].timeout", key: "spec.http[0].timeout", before: "2s", after: "8s" }),
    ]);
    expect(result.unified).toContain("-  - timeout: 2s".slice(0, 1));
  });

  it("takes versions by ~N and by a prefix of their ids, and says when there is no such one", async () => {
    const history = (await session.history(query("vs", "reviews"))).result as ObjectHistory;
    const oldest = history.changes.at(-1)?.id ?? "";
    const { result } = await session.diff(query("vs", "reviews"), { kind: "between", from: oldest.slice(0, 8), to: "~0" });
    expect(result.from).toBe(oldest);
    expect(result.fields.map(({ path }) => path)).toContain("spec.http[0].route[1]");
    expect(await code(session.diff(query("vs", "reviews"), { kind: "between", from: "~99", to: null }))).toBe("version-unknown");
    expect(await code(session.diff(query("vs", "reviews"), { kind: "between", from: "zzz", to: null }))).toBe("version-unknown");
  });
});

describe("how an object was", () => {
  const before = Date.parse("2026-11-24T12:19:12.7Z");

  it("at a time", async () => {
    const { result } = await session.version(query("vs", "productpage"), before);
    expect(result).toMatchObject({
      evidence: "exact",
      manifest: { kind: "VirtualService", spec: { hosts: ["productpage"], http: [{ route: [{ destination: { subset: "v1" } }] }] } },
    });
    expect(await code(session.version(query("vs", "productpage"), Date.parse("2026-11-24T12:00:00Z")))).toBe("version-unavailable");
  });

  it("before its deletion, as a manifest to create", async () => {
    const { result } = await session.restore(query("vs", "checkout", "payments"), null);
    expect(result).toMatchObject({
      command: "create",
      managedBy: "Helm",
      manifest: { metadata: { name: "checkout", namespace: "payments" } },
    });
    expect(JSON.stringify(result.manifest)).not.toContain("resourceVersion");
    expect(await code(session.restore(query("vs", "reviews"), null))).toBe("argument-invalid");
  });
});

describe("what changed around an incident", () => {
  it("ranks the culprit first, and the deletion of a namespace among the rest", async () => {
    const at = Date.parse("2026-11-24T12:19:22.822Z");
    const { result } = await session.whatChanged({ at, from: at - 300_000, to: at, namespace: null, allKinds: false });
    expect(result.ranked[0]).toMatchObject({
      object: { name: "ratings", namespace: "bookinfo" },
      change: { actor: { user: "carol@example.com" } },
    });
    expect(
      result.ranked.some(
        ({ object, change }) => object.resource === "namespaces" && object.name === "staging" && change.operation === "deleted",
      ),
    ).toBe(true);
    expect(result.ranked.some(({ object }) => object.resource === "configmaps" && object.name === "owner")).toBe(true);
  });

  it("knows the state before the window, which the window does not show", async () => {
    const history = (await session.history(query("vs", "details"))).result as ObjectHistory;
    const at = Date.parse(history.changes[1]?.time ?? "");
    const { result } = await session.whatChanged({ at, from: at - 1, to: at + 1, namespace: null, allKinds: false });
    expect(result.ranked.map(({ change }) => change.fields?.map(({ before: from, after: to }) => [from, to]))).toEqual([[["8s", "2s"]]]);
  });
});

describe("every line", () => {
  it("is accounted for", async () => {
    const { read, events, duplicate, rejected } = await session.verify();
    expect([read, events, duplicate, rejected]).toEqual([2520, 2520, 0, 0]);
  });
});

describe("following", () => {
  it("refuses what is no label selector, as a history does, instead of telling everything", async () => {
    const bad = query("vs", null, null, { labels: "team in" });
    expect(await code(session.histories(bad))).toBe("argument-invalid");
    expect(await code(session.follow(bad, 20, () => {}, AbortSignal.abort()))).toBe("argument-invalid");
  });

  it("tells what is there first, then what comes, each change once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "meshaudit-follow-"));
    const lines = gunzipSync(readFileSync(log))
      .toString("utf8")
      .split("\n")
      .filter((line) => line.includes('"name":"reviews"') && line.includes("virtualservices"));
    const file = join(folder, "audit.log");
    writeFileSync(file, `${lines.slice(0, 12).join("\n")}\n`);
    const followed = openSession({
      sources: await openSources([file], { stdin: null, cwd: "/" }),
      mesh: null,
      trustedProxies: [],
      live: null,
      reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
    });
    const told: string[][] = [];
    const stop = new AbortController();
    const following = followed.follow(
      query("vs", "reviews"),
      20,
      ({ items }) => {
        told.push(items.flatMap(({ changes }) => changes.map(({ id }) => id)));
        if (told.length === 1) appendFileSync(file, `${lines.slice(12).join("\n")}\n`);
        if (told.flat().length === 9) stop.abort();
      },
      stop.signal,
    );
    await following.catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    rmSync(folder, { recursive: true });
    expect(told.length).toBeGreaterThan(1);
    expect(new Set(told.flat()).size).toBe(9);
  });
});
