import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { DeletedObject } from "../model/result.ts";
import { openSession, type Session } from "../session.ts";
import { openSources } from "../sources/open-sources.ts";
import type { ObjectQuery } from "./question.ts";

const scenario = (file: string): string => fileURLToPath(new URL(`../../../../test/scenarios/${file}`, import.meta.url));

const openScenario = async (name: string): Promise<Session> =>
  openSession({
    sources: await openSources([scenario(`${name}/audit.log.gz`)], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });

const groups = ["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io", "gateway.networking.k8s.io"];

const mesh = (more: Partial<ObjectQuery> = {}): ObjectQuery => ({
  patterns: groups.map((group) => ({ group, resource: null, namespace: null, name: null })),
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: false,
  ...more,
});

const nameOf = ({ object }: DeletedObject): string => `${object.resource}.${object.group}/${object.namespace}/${object.name}`;

/** The objects that the truth tells of: the last that was done to each. */
const trueEnds = (name: string): Map<string, string> => {
  const { changes } = JSON.parse(readFileSync(scenario(`${name}/truth.json`), "utf8")) as {
    changes: { object: string; operation: string }[];
  };
  const ofMesh = changes.filter(({ object }) => groups.some((group) => object.includes(`.${group}/`)));
  return new Map(ofMesh.map(({ object, operation }) => [object, operation]));
};

describe("what is gone", () => {
  it.each(["bookshop", "lives", "rollouts", "rollouts-request", "refusals-metadata"])("is what the truth of %s says", async (name) => {
    const session = await openScenario(name);
    const { items } = (await session.deleted(mesh())).result;
    const ends = trueEnds(name);
    const gone = [...ends].flatMap(([object, operation]) => (operation === "deleted" ? [object] : []));
    expect(gone.length).toBeGreaterThan(0);
    const told = items.map(nameOf).filter((object) => ends.has(object));
    expect(told.sort()).toEqual(gone.sort());
    const times = items.map(({ deletedAt }) => deletedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it("can be restored where the state before is known, as a restore says", async () => {
    const session = await openScenario("bookshop");
    const { items } = (await session.deleted(mesh())).result;
    expect(items.length).toBeGreaterThan(5);
    for (const { object, restorable, reason } of items) {
      const { result } = await session.restore(mesh({ patterns: [object] }), null);
      expect([result.evidence, null, result.command]).toEqual([restorable, reason, "create"]);
    }
  });

  it("cannot be restored from a log without contents, and says why", async () => {
    const { items } = (await (await openScenario("refusals-metadata")).deleted(mesh())).result;
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ restorable, reason }) => `${restorable}: ${reason}`))).toEqual(
      new Set(["unavailable: no event before its deletion holds its contents"]),
    );
  });

  it("is told with who deleted it, or what took it along, and found by them and by the time", async () => {
    const session = await openScenario("bookshop");
    const all = (await session.deleted(mesh())).result.items;
    const owned = all.find(({ object }) => object.name === "owned");
    expect(owned?.change).toMatchObject({
      operation: "deleted",
      cause: { kind: "garbage-collection", actor: { user: "carol@example.com" } },
    });
    expect(owned?.change).not.toHaveProperty("fields");
    const names = async (more: Partial<ObjectQuery>): Promise<string[]> => (await session.deleted(mesh(more))).result.items.map(nameOf);
    expect(await names({ by: "carol@example.com" })).toContain("virtualservices.networking.istio.io/bookinfo/owned");
    expect(await names({ by: "alice@example.com" })).not.toContain("virtualservices.networking.istio.io/bookinfo/owned");
    const newest = Date.parse(all[0]?.deletedAt ?? "");
    expect(await names({ from: newest })).toEqual(all.filter(({ deletedAt }) => Date.parse(deletedAt) >= newest).map(nameOf));
    expect(await names({ to: newest - 1 })).toEqual(all.filter(({ deletedAt }) => Date.parse(deletedAt) < newest).map(nameOf));
  });

  it("is no Secret that could be restored", async () => {
    const secrets = mesh({ patterns: [{ group: "", resource: "secrets", namespace: null, name: null }] });
    const { items } = (await (await openScenario("bookshop")).deleted(secrets)).result;
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ restorable, reason }) => `${restorable}: ${reason}`))).toEqual(
      new Set(["unavailable: its values are never kept"]),
    );
  });

  it("is nothing, unseen, where no event touches what was asked for", async () => {
    const { result, seen } = await (
      await openScenario("bookshop")
    ).deleted(mesh({ patterns: [{ group: "networking.istio.io", resource: "virtualservices", namespace: "x", name: "never-there" }] }));
    expect([result.items, seen]).toEqual([[], false]);
  });
});
