import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Change } from "../model/change.ts";
import { openSession, type Session } from "../session.ts";
import { openSources } from "../sources/open-sources.ts";
import type { ObjectQuery } from "./question.ts";

const openScenario = async (name: string): Promise<Session> =>
  openSession({
    sources: await openSources([fileURLToPath(new URL(`../../../../test/scenarios/${name}/audit.log.gz`, import.meta.url))], {
      stdin: null,
      cwd: "/",
    }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });

const virtualServices = (name: string | null, namespace: string | null): ObjectQuery => ({
  patterns: [{ group: "networking.istio.io", resource: "virtualservices", namespace, name }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: false,
});

const changesOf = async (session: Session, query: ObjectQuery): Promise<Change[]> =>
  (await session.histories(query)).result.items.flatMap(({ changes }) => changes);

describe("an object around one of its changes", () => {
  it("is as manifests show it before and after, the change as its history has it", async () => {
    const session = await openScenario("bookshop");
    const query = virtualServices("details", "bookinfo");
    const [last] = await changesOf(session, query);
    const { result } = await session.states(query, "~0");
    expect(result).toMatchObject({
      kind: "ChangeStates",
      object: { name: "details" },
      before: { apiVersion: "networking.istio.io/v1", spec: { http: [{ timeout: "2s" }] } },
      after: { apiVersion: "networking.istio.io/v1", spec: { http: [{ timeout: "8s" }] } },
    });
    expect([result.beforeKnown, result.afterKnown]).toEqual([true, true]);
    expect(result.change).toEqual(last);
    expect(JSON.stringify([result.before, result.after])).not.toMatch(/managedFields|resourceVersion|last-applied/);
    expect((await session.states(query, last?.id.slice(0, 6) ?? "")).result).toEqual(result);
  });

  it("did not exist before its creation, and not after its deletion, whose cause is told", async () => {
    const session = await openScenario("bookshop");
    const query = virtualServices("owned", "bookinfo");
    const [deletion, creation] = await changesOf(session, query);
    expect((await session.states(query, creation?.id ?? "")).result).toMatchObject({ before: null, beforeKnown: true, afterKnown: true });
    expect((await session.states(query, deletion?.id ?? "")).result).toMatchObject({
      before: { metadata: { name: "owned" } },
      after: null,
      afterKnown: true,
      change: { operation: "deleted", cause: { kind: "garbage-collection", actor: { user: "carol@example.com" } } },
    });
  });

  it("is not known where the log keeps no contents, which is no error", async () => {
    const session = await openScenario("refusals-metadata");
    const { items } = (await session.histories(virtualServices(null, null))).result;
    const updated = items.find(({ changes }) => changes.some(({ operation }) => operation === "updated"));
    const change = updated?.changes.find(({ operation }) => operation === "updated");
    const query = virtualServices(updated?.object.name ?? null, updated?.object.namespace ?? null);
    expect((await session.states(query, change?.id ?? "")).result).toMatchObject({
      before: null,
      beforeKnown: false,
      after: null,
      afterKnown: false,
    });
  });

  it("is asked for by a change that there is, as a diff is", async () => {
    const session = await openScenario("bookshop");
    for (const name of ["~99", "zzz", "live", ""]) {
      await expect(session.states(virtualServices("details", "bookinfo"), name)).rejects.toMatchObject({ code: "version-unknown" });
    }
    await expect(session.states(virtualServices("never-there", "bookinfo"), "~0")).rejects.toMatchObject({ code: "object-never-seen" });
  });
});
