import { MeshauditError, type ObjectRef } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import type { KnownObject } from "../attribution/known-object.ts";
import { knownObjects } from "./known-objects.ts";

const reviews: ObjectRef = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };

const knownWith = (weight: number): KnownObject => {
  const searched = { sources: [], bytes: 0, from: null, to: null, parsed: 0, duplicate: 0, rejected: 0, levels: [], everyLineParsed: true };
  const object = { mesh: null, kind: "VirtualService", ...reviews };
  const list = { changes: [], attempts: [], gaps: [], incarnations: [] };
  const history = { apiVersion: "meshaudit/v1" as never, kind: "ObjectHistory" as const, object, searched, ...list };
  return { history, seen: true, near: [], notes: [], blame: null, audited: { weight }, alive: true };
};

const start = (lasts: number) => {
  let now = 0;
  let weight = 90;
  let error: MeshauditError | null = null;
  let asked = 0;
  let slow: Promise<void> | null = null;
  const news: ObjectRef[] = [];
  const ask = async (): Promise<KnownObject> => {
    asked++;
    await slow;
    if (error !== null) throw error;
    return knownWith(weight);
  };
  const stale = (known: KnownObject, failed: unknown): KnownObject => ({ ...known, notes: [String(failed)] });
  const objects = knownObjects({ ask, lasts, clock: () => now, onNews: (refs) => news.push(...refs), stale });
  return {
    objects,
    news,
    weight: async () => (await objects.of(reviews)).audited?.["weight"],
    asked: () => asked,
    pass: (ms: number) => (now += ms),
    be: (next: number) => (weight = next),
    fail: (next: MeshauditError | null) => (error = next),
    wait: (next: Promise<void>) => (slow = next),
  };
};

const unreachable = new MeshauditError("cluster-unreachable", "no cluster", {});

describe("what is known of objects", () => {
  it("is kept for ever where news tell what changed", async () => {
    const { weight, be, pass, asked, objects } = start(Number.POSITIVE_INFINITY);
    expect(await weight()).toBe(90);
    be(70);
    pass(1e9);
    expect(await weight()).toBe(90);
    expect(asked()).toBe(1);
    objects.forget([reviews]);
    expect(await weight()).toBe(70);
  });

  it("is asked for anew when it is older than it lasts, and told when it is another", async () => {
    const { weight, be, pass, asked, news } = start(10_000);
    await weight();
    be(70);
    pass(9_999);
    expect(await weight()).toBe(90);
    pass(1);
    expect(await weight()).toBe(70);
    expect(asked()).toBe(2);
    expect(news).toEqual([reviews]);
  });

  it("is the same one when nothing changed, so that what was worked out from it holds", async () => {
    const { objects, pass, news, asked } = start(10_000);
    const before = await objects.of(reviews);
    pass(10_000);
    expect(await objects.of(reviews)).toBe(before);
    expect(asked()).toBe(2);
    expect(news).toEqual([]);
  });

  it("is asked for once by many at a time", async () => {
    const { objects, pass, asked } = start(10_000);
    await Promise.all([objects.of(reviews), objects.of(reviews)]);
    pass(10_000);
    await Promise.all([objects.of(reviews), objects.of(reviews)]);
    expect(asked()).toBe(2);
  });

  it("stays, and says so, when it cannot be asked for anew", async () => {
    const { objects, pass, fail } = start(10_000);
    await objects.of(reviews);
    fail(unreachable);
    pass(10_000);
    const stale = await objects.of(reviews);
    expect(stale).toMatchObject({ audited: { weight: 90 }, notes: ["MeshauditError: no cluster"] });
    expect(await objects.of(reviews)).toBe(stale);
    fail(null);
    expect(await objects.of(reviews)).toMatchObject({ notes: [] });
  });

  it("is told as it was when the new answer takes too long", async () => {
    const { weight, be, pass, wait, news } = start(10_000);
    await weight();
    be(70);
    pass(10_000);
    let end = (): void => {};
    wait(new Promise((resolve) => (end = resolve)));
    expect(await weight()).toBe(90);
    end();
    expect(await weight()).toBe(70);
    expect(news).toEqual([reviews]);
  });

  it("is asked for again at once after a failure, and when a person wants it", async () => {
    const { weight, fail, asked, objects } = start(10_000);
    fail(unreachable);
    await expect(weight()).rejects.toThrow("no cluster");
    fail(null);
    expect(await weight()).toBe(90);
    objects.expire();
    await weight();
    expect(asked()).toBe(3);
  });
});
