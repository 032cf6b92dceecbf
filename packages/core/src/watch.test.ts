import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ObjectQuery } from "./answers/question.ts";
import type { ObjectRef } from "./model/object.ts";
import type { Answers } from "./session.ts";
import { openSources } from "./sources/open-sources.ts";
import { readOptions } from "./testing/source-contract.ts";
import { answersAsRead, linesOf, realLogs, wholeMesh } from "./testing/watched-log.ts";
import { openWatch, type Watch, type WatchConfig } from "./watch.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "meshaudit-test-"));
const pollEvery = 5;

const watchOf = (spec: string, more: Partial<WatchConfig> = {}): Watch =>
  openWatch({
    openSources: () => openSources([spec], { stdin: null, cwd: "/" }),
    mesh: "prod",
    trustedProxies: [],
    live: null,
    reading: readOptions,
    pollEvery,
    onNews() {},
    onProblem() {},
    ...more,
  });

const queryOf = ({ group, resource, namespace, name }: ObjectRef): ObjectQuery => ({
  patterns: [{ group, resource, namespace, name }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});

/** An answer without what is said of the reading, or what is wrong. */
const saidBy = async (asked: Promise<{ result: object; notes?: string[]; near?: string[]; seen?: boolean }>): Promise<unknown> =>
  asked.then(
    ({ result, notes, near, seen }) => ({ result: withoutSearched(result), notes, near, seen }),
    ({ code, hint }: { code: string; hint: string }) => ({ code, hint }),
  );

const withoutSearched = (result: object): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === "searched" ? undefined : value)));

const all: ObjectQuery = { patterns: wholeMesh, labels: null, from: null, to: null, by: null, attempts: true };

const objectsOf = async (answers: Answers): Promise<ObjectRef[]> => (await answers.histories(all)).result.items.map(({ object }) => object);

/** Every question about one object. */
const aboutObject = (answers: Answers, object: ObjectRef, at: number): Promise<unknown>[] => {
  const query = queryOf(object);
  return [
    saidBy(answers.history(query)),
    saidBy(answers.blame(query, null)),
    saidBy(answers.diff(query, { kind: "last" })),
    saidBy(answers.diff(query, { kind: "at", at })),
    saidBy(answers.version(query, at)),
    saidBy(answers.restore(query, null)),
  ];
};

/** Every question about the whole mesh, or one of its namespaces. */
const aboutMesh = async (answers: Answers, moments: readonly number[]): Promise<unknown[]> =>
  Promise.all([
    saidBy(answers.histories(all)),
    ...["bookinfo", null].flatMap((namespace) =>
      moments.map((at) => saidBy(answers.whatChanged({ at, from: at - 120_000, to: at + 10_000, namespace, allKinds: false }))),
    ),
  ]);

const virtualServices = { group: "networking.istio.io", resource: "virtualservices" };

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

const timesOf = (lines: readonly string[]): number[] =>
  lines.map((line) => Date.parse((JSON.parse(line) as { stageTimestamp: string }).stageTimestamp)).sort((a, b) => a - b);

const momentsOf = (lines: readonly string[]): number[] => {
  const times = timesOf(lines);
  return [0.25, 0.5, 0.75, 0.99].map((part) => times[Math.floor(part * times.length)] ?? 0);
};

describe.each(realLogs)("a watch of the log %s", (scenario) => {
  const lines = linesOf(scenario);
  const expected = answersAsRead(lines, "prod");
  const moments = momentsOf(lines);

  it("answers every question about every object as a session does", async () => {
    const path = join(folder(), "audit.log");
    writeFileSync(path, textOf(lines));
    const watch = watchOf(path);
    const answers = watch.answers();
    const objects = await objectsOf(expected);
    expect(objects.length).toBeGreaterThan(10);
    for (const object of [...objects, { ...virtualServices, namespace: "bookinfo", name: "reveiws" }]) {
      const at = moments[1] ?? 0;
      const [said, wanted] = await Promise.all([answers, expected].map((one) => Promise.all(aboutObject(one, object, at))));
      expect([object.name, said]).toEqual([object.name, wanted]);
    }
    expect(await aboutMesh(answers, moments)).toEqual(await aboutMesh(expected, moments));
    await watch.close();
  }, 120_000);

  it("answers every question about the mesh so from a packed log", async () => {
    const path = join(folder(), "audit.log.gz");
    writeFileSync(path, gzipSync(textOf(lines)));
    const watch = watchOf(path);
    expect(await aboutMesh(watch.answers(), moments)).toEqual(await aboutMesh(expected, moments));
    await watch.close();
  }, 120_000);
});
