import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ObjectQuery } from "./answers/question.ts";
import type { MeshauditError } from "./model/error.ts";
import { objectKey } from "./model/object.ts";
import { openSources } from "./sources/open-sources.ts";
import { readOptions } from "./testing/source-contract.ts";
import { answersAsRead, linesOf, wholeMesh } from "./testing/watched-log.ts";
import { openWatch, type Watch, type WatchConfig } from "./watch.ts";

const pollEvery = 5;
const patience = 20_000;
const lines = linesOf("bookshop").filter((line) => /istio\.io|gateway\.networking|"verb":"delete/.test(line));
const textOf = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");
const part = (from: number, to: number): string => textOf(lines.slice(Math.floor(from * lines.length), Math.floor(to * lines.length)));

interface Watched {
  watch: Watch;
  folder: string;
  news: Set<string>;
  problems: (string | null)[];
}

/** Watches what a spec names in a new folder, in which `prepare` has written. */
const watching = (spec: string, prepare: (folder: string) => void, more: Partial<WatchConfig> = {}): Watched => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
  prepare(folder);
  const news = new Set<string>();
  const problems: (string | null)[] = [];
  const watch = openWatch({
    openSources: () => openSources([join(folder, spec)], { stdin: null, cwd: "/" }),
    mesh: "prod",
    trustedProxies: [],
    live: null,
    reading: readOptions,
    pollEvery,
    onNews: ({ objects }) => objects.forEach((object) => news.add(objectKey(object))),
    onProblem: (problem) => problems.push(problem?.code ?? null),
    ...more,
  });
  return { watch, folder, news, problems };
};

const all: ObjectQuery = { patterns: wholeMesh, labels: null, from: null, to: null, by: null, attempts: true };

const told = async ({ answers }: Pick<Watch, "answers">): Promise<unknown> => {
  const { result, notes } = await answers().histories(all);
  return JSON.parse(JSON.stringify([result, notes], (key, value: unknown) => (key === "searched" ? undefined : value)));
};

const everything = told({ answers: () => answersAsRead(lines, "prod") });

/** Waits until something holds. */
const until = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; waited < patience && !holds(); waited += pollEvery) await sleep(pollEvery);
  expect(holds()).toBe(true);
};

const countOf = async (prepare: string): Promise<number> => {
  const { watch } = watching("audit.log", (folder) => writeFileSync(join(folder, "audit.log"), prepare));
  await watch.ready;
  const { events } = watch.status();
  await watch.close();
  return events;
};

const allEvents = countOf(textOf(lines));

/** Waits until a watch knows everything, and sees that it says so. */
const tellsEverything = async ({ watch }: Watched): Promise<void> => {
  const events = await allEvents;
  await until(() => watch.status().events >= events);
  // Whatever comes twice has time to come.
  await sleep(pollEvery * 20);
  expect(watch.status().events).toBeLessThan(events * 1.02);
  expect(await told(watch)).toEqual(await everything);
  await watch.close();
};

describe("a watched log that grows", () => {
  const start = (folder: string): void => writeFileSync(join(folder, "audit.log"), part(0, 0.4));

  it("is known as a whole, however its lines come", async () => {
    const watched = watching("audit.log", start);
    await watched.watch.ready;
    const rest = Buffer.from(part(0.4, 1));
    for (let at = 0; at < rest.length; at += 50_001) {
      appendFileSync(join(watched.folder, "audit.log"), rest.subarray(at, at + 50_001));
      await sleep(pollEvery);
    }
    await tellsEverything(watched);
  }, 60_000);

  it("tells which objects there are news of, and answers with them", async () => {
    const watched = watching("audit.log", start);
    const { watch, folder, news } = watched;
    await watch.ready;
    await told(watch);
    appendFileSync(join(folder, "audit.log"), part(0.4, 0.9));
    await until(() => news.has("virtualservices.networking.istio.io/bookinfo/reviews"));
    appendFileSync(join(folder, "audit.log"), part(0.9, 1));
    await tellsEverything(watched);
  }, 60_000);

  it("is known as a whole when it is rotated by a new name", async () => {
    const watched = watching("", start);
    const { folder } = watched;
    await watched.watch.ready;
    appendFileSync(join(folder, "audit.log"), part(0.4, 0.6));
    renameSync(join(folder, "audit.log"), join(folder, "audit-2026-11-24T12-19-00.000.log"));
    await sleep(pollEvery * 3);
    writeFileSync(join(folder, "audit.log"), part(0.6, 1));
    await tellsEverything(watched);
  }, 60_000);

  it("is known as a whole when it is copied and cut", async () => {
    const watched = watching("audit.log*", start);
    const { folder } = watched;
    await watched.watch.ready;
    copyFileSync(join(folder, "audit.log"), join(folder, "audit.log.1"));
    truncateSync(join(folder, "audit.log"), 0);
    appendFileSync(join(folder, "audit.log"), part(0.4, 1));
    await tellsEverything(watched);
  }, 60_000);

  it("is known as a whole with files that come later, packed ones too", async () => {
    const watched = watching("", start);
    const { folder } = watched;
    await watched.watch.ready;
    writeFileSync(join(folder, "audit-2026-11-24T12-10-00.000.log.gz"), gzipSync(part(0.4, 0.7)));
    writeFileSync(join(folder, "of-another-server.log"), part(0.5, 1));
    await tellsEverything(watched);
  }, 60_000);
});

describe("a source that is not there", () => {
  it("is said at once, and of every question", async () => {
    const { watch } = watching("audit.log", () => {});
    await expect(watch.answers().histories(all)).rejects.toMatchObject({ code: "source-missing" } satisfies Partial<MeshauditError>);
    await expect(watch.ready).rejects.toMatchObject({ code: "source-missing" });
    await watch.close();
  });

  it("any more is said once, while what is known is answered; and once when it is back", async () => {
    const watched = watching("audit.log", (folder) => writeFileSync(join(folder, "audit.log"), part(0, 0.5)));
    const { watch, folder, problems } = watched;
    await watch.ready;
    const before = await told(watch);
    rmSync(join(folder, "audit.log"));
    await until(() => problems.length > 0);
    await sleep(pollEvery * 50);
    expect([problems, watch.status().problem?.code]).toEqual([["source-missing"], "source-missing"]);
    expect(await told(watch)).toEqual(before);
    writeFileSync(join(folder, "audit.log"), part(0.5, 1));
    await tellsEverything(watched);
    expect([problems, watch.status().problem]).toEqual([["source-missing", null], null]);
  }, 60_000);
});

describe("a question to a watch", () => {
  const whole = (folder: string): void => writeFileSync(join(folder, "audit.log"), textOf(lines));

  it("waits for the first reading, which two watches of one log do on their own", async () => {
    const [one, other] = [watching("audit.log", whole), watching("audit.log", whole)];
    expect(await Promise.all([told(one.watch), told(other.watch)])).toEqual([await everything, await everything]);
    await Promise.all([one.watch.close(), other.watch.close()]);
  }, 60_000);

  it("is let go when its signal aborts, and no other is", async () => {
    const { watch } = watching("audit.log", whole);
    const stop = new AbortController();
    const left = watch.answers(stop.signal).histories(all);
    const right = told(watch);
    stop.abort(new Error("enough"));
    await expect(left).rejects.toThrow("enough");
    expect(await right).toEqual(await everything);
    await watch.close();
  }, 60_000);

  it("ends with the watch", async () => {
    const { watch } = watching("audit.log", whole);
    const asked = watch.answers().histories(all);
    void watch.close();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
    await expect(watch.ready).rejects.toMatchObject({ name: "AbortError" });
    await expect(watch.answers().names(wholeMesh)).rejects.toMatchObject({ name: "AbortError" });
  });

  it("ends with the signal that the watch was opened with", async () => {
    const stop = new AbortController();
    const { watch } = watching("audit.log", whole, { reading: { ...readOptions, signal: stop.signal } });
    const asked = watch.answers().histories(all);
    stop.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    await expect(watch.ready).rejects.toThrow("enough");
  });
});
