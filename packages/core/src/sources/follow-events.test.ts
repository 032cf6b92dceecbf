import { appendFileSync, copyFileSync, mkdtempSync, renameSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { eventOf } from "../testing/events.ts";
import { readOptions } from "../testing/source-contract.ts";
import { followEvents } from "./follow-events.ts";
import { openSources } from "./open-sources.ts";
import { streamSource } from "./stream.ts";
import type { Source } from "./source.ts";

const reviews: EventSelector = {
  ...noEvents,
  objects: [{ group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" }],
};
const lineOf = (at: number): string =>
  `${JSON.stringify({ kind: "Event", apiVersion: "audit.k8s.io/v1", ...eventOf({ verb: "patch", at, auditID: String(at) }) })}\n`;
const pollEvery = 5;
const patience = 5000;

/** Follows sources until `until` events came, doing each step once that many events are there. */
async function follow(
  sources: Source[],
  until: number,
  steps: { [seen: number]: () => void } = {},
): Promise<{ ids: string[]; rejected: number }> {
  const stop = new AbortController();
  const ids: string[] = [];
  let rejected = 0;
  const timer = setTimeout(() => stop.abort(), patience);
  const pending = new Map(Object.entries(steps).map(([seen, step]) => [Number(seen), step]));
  const step = (): void => {
    for (const [seen, act] of pending) {
      if (ids.length < seen) continue;
      pending.delete(seen);
      act();
    }
  };
  await followEvents(
    sources,
    reviews,
    { ...readOptions, pollEvery },
    async ({ kept, report }) => {
      ids.push(...kept.map(({ event }) => event.auditID));
      rejected += report.rejected;
      step();
      // Whatever comes twice, or should not, has time to come.
      if (ids.length >= until) setTimeout(() => stop.abort(), pollEvery * 10);
    },
    stop.signal,
  );
  clearTimeout(timer);
  return { ids, rejected };
}

async function logWith(...lines: string[]): Promise<{ path: string; sources: Source[] }> {
  const path = join(mkdtempSync(join(tmpdir(), "meshaudit-test-")), "audit.log");
  writeFileSync(path, lines.join(""));
  return { path, sources: await openSources([path], { stdin: null, cwd: "/" }) };
}

describe("a followed log", () => {
  it("gives what is there, then what comes, each once", async () => {
    const { path, sources } = await logWith(lineOf(1), lineOf(2));
    const { ids } = await follow(sources, 4, { 2: () => appendFileSync(path, lineOf(3)), 3: () => appendFileSync(path, lineOf(4)) });
    expect(ids).toEqual(["1", "2", "3", "4"]);
  });

  it("waits for the rest of an unfinished line", async () => {
    const { path, sources } = await logWith(lineOf(1), lineOf(2).slice(0, 100));
    const rest = (): void => {
      appendFileSync(path, lineOf(2).slice(100, 200));
      setTimeout(() => appendFileSync(path, lineOf(2).slice(200) + lineOf(3)), pollEvery * 4);
    };
    expect((await follow(sources, 3, { 1: rest })).ids).toEqual(["1", "2", "3"]);
  });

  it("goes on in the new file when the old one is renamed, and loses nothing written to it last", async () => {
    const { path, sources } = await logWith(lineOf(1));
    const rotate = (): void => {
      appendFileSync(path, lineOf(2));
      renameSync(path, path.replace(/audit\.log$/, "audit-2026-11-24T12-00-00.000.log"));
      setTimeout(() => writeFileSync(path, lineOf(3)), pollEvery * 4);
    };
    expect((await follow(sources, 3, { 1: rotate })).ids).toEqual(["1", "2", "3"]);
  });

  it("starts anew when the file is copied and cut, also when it has grown past where it was", async () => {
    const { path, sources } = await logWith(lineOf(1));
    const cut = (then: string) => (): void => {
      copyFileSync(path, `${path}.1`);
      truncateSync(path, 0);
      appendFileSync(path, then);
    };
    const { ids } = await follow(sources, 5, { 1: cut(lineOf(20)), 2: cut(lineOf(30) + lineOf(40) + lineOf(50)) });
    expect(ids).toEqual(["1", "20", "30", "40", "50"]);
  });

  it("gives an event once that the new file repeats", async () => {
    const { path, sources } = await logWith(lineOf(1));
    const replace = (): void => {
      unlinkSync(path);
      writeFileSync(path, lineOf(1) + lineOf(2));
    };
    expect((await follow(sources, 2, { 1: replace })).ids).toEqual(["1", "2"]);
  });

  it("says what it could not read", async () => {
    const { path, sources } = await logWith(lineOf(1));
    const torn = (): void => appendFileSync(path, `${lineOf(3).slice(0, 200)}${lineOf(2)}`);
    expect(await follow(sources, 2, { 1: torn })).toEqual({ ids: ["1", "2"], rejected: 1 });
  });
});

it("following ends at once when it is stopped while it reads what is there", async () => {
  const { sources } = await logWith(lineOf(1));
  const stop = new AbortController();
  stop.abort();
  await expect(followEvents(sources, reviews, { ...readOptions, pollEvery }, () => {}, stop.signal)).resolves.toBeUndefined();
});

describe("a followed stream", () => {
  const stream = (...steps: (string | number)[]): Source =>
    streamSource(
      "stdin",
      (async function* () {
        for (const step of steps) {
          if (typeof step === "number") await sleep(step);
          else yield Buffer.from(step);
        }
      })(),
    );

  it("gives events as they come, and ends with it", async () => {
    expect((await follow([stream(lineOf(1), 20, lineOf(2).slice(0, 50), 20, lineOf(2).slice(50))], 99)).ids).toEqual(["1", "2"]);
  });

  it("can be left before it ends", async () => {
    expect((await follow([stream(lineOf(1), patience * 2, lineOf(2))], 1)).ids).toEqual(["1"]);
  });
});
