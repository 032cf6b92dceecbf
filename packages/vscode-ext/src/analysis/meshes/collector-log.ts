import { setTimeout as sleep } from "node:timers/promises";
import { asksForToken } from "@meshaudit/client";
import { MeshauditError, type Answers, type Searched } from "@meshaudit/core";
import type { MeshState } from "../../protocol/mesh-state.ts";
import { untilAborted } from "../../protocol/until-aborted.ts";
import { collectorNews, lookAt } from "./collector-news.ts";
import { connectCollector, onlyCollector, type CollectorIo, type Connected } from "./connect-collector.ts";
import { cancelled, type MeshLog, type MeshLogListener } from "./mesh-log.ts";
import type { MeshSource } from "./mesh-source.ts";

/** How often a collector is asked for news, and one that is out of reach whether it is back, ms. */
const usualPoll = 15_000;

/** What cannot be reached now may be later; a wrong address, or a token that nobody gave, stays what it is. */
const mayPass = (error: unknown): boolean =>
  error instanceof MeshauditError &&
  ["source-unreadable", "store-unreadable", "store-missing"].includes(error.code) &&
  !asksForToken(error);

const isSame = (a: Searched, b: Searched): boolean => a.parsed === b.parsed && a.from === b.from && a.to === b.to;

/** Answers that fail at once, without anybody waiting for a timeout, while it is known that the collector is out of reach. */
const unlessAway = (answers: Answers, away: () => MeshauditError | null): Answers => {
  const guarded = Object.entries(answers).map(([name, ask]: [string, (...args: unknown[]) => unknown]) => [
    name,
    async (...args: unknown[]) => {
      const problem = away();
      // The live cluster is another matter.
      if (problem !== null && name !== "live") throw problem;
      return ask(...args);
    },
  ]);
  return Object.fromEntries(guarded) as Answers;
};

/** What is under way with a collector: ends when its controller says so. */
interface Asking {
  controller: AbortController;
  answers: Promise<Answers>;
}

/** A mesh whose log a collector keeps, not asked yet. It is said once that it is out of reach, and tried again quietly. */
export const collectorLog = (source: MeshSource, io: CollectorIo, listener: MeshLogListener, pollEvery = usualPoll): MeshLog => {
  const { mesh, specs } = source;
  let status: MeshState["status"] = { kind: "idle" };
  let asking: Asking | null = null;
  /** Why a collector that has answered cannot be asked now. */
  let away: MeshauditError | null = null;

  const state = (): MeshState => ({ mesh, sources: specs, context: null, status });
  const become = (next: MeshState["status"]): void => {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    listener.onState(state());
  };
  const ready = ({ parsed, from, to, rejected }: Searched): void =>
    become({ kind: "ready", events: parsed, from, to, rejected, problem: away?.message ?? null });
  const failed = (error: unknown): void => {
    const known = error instanceof MeshauditError ? error : null;
    become({ kind: "failed", message: known?.message ?? String(error), hint: known?.hint ?? null });
  };

  const connect = async (signal: AbortSignal): Promise<Connected> => {
    const connected = await connectCollector(onlyCollector(specs) ?? "", io, signal);
    signal.throwIfAborted();
    ready(connected.searched);
    return connected;
  };
  const guarded = ({ answers }: Connected): Answers => unlessAway(answers, () => away);
  const rest = (signal: AbortSignal): Promise<void> => sleep(pollEvery, undefined, { signal, ref: false });

  /** Tries on and on after it failed. null when that is of no use. */
  const whenBack = async (one: Asking, error: unknown): Promise<Connected | null> => {
    const { signal } = one.controller;
    for (let last = error; ;) {
      signal.throwIfAborted();
      failed(last);
      if (!mayPass(last)) return null;
      await rest(signal);
      try {
        const connected = await connect(signal);
        one.answers = Promise.resolve(guarded(connected));
        listener.onNews([], true);
        return connected;
      } catch (again) {
        last = again;
      }
    }
  };

  const lookForNews = async ({ answers, searched }: Connected, signal: AbortSignal): Promise<void> => {
    const news = collectorNews();
    for (let known = searched; ;) {
      await rest(signal);
      try {
        const now = await lookAt(answers);
        const objects = isSame(now, known) ? [] : await news.since(answers, known, now);
        signal.throwIfAborted();
        const isBack = away !== null;
        away = null;
        known = now;
        ready(now);
        if (isBack || objects === null) listener.onNews([], true);
        else if (objects.length > 0) listener.onNews(objects, false);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof MeshauditError) || asksForToken(error)) throw error;
        away = error;
        ready(known);
      }
    }
  };

  const follow = async (one: Asking, first: Promise<Connected>): Promise<void> => {
    const { signal } = one.controller;
    try {
      const connected = await first.catch((error: unknown) => whenBack(one, error));
      if (connected !== null) await lookForNews(connected, signal);
    } catch (error) {
      if (signal.aborted) return;
      // The token holds no more: begun anew, another one is asked for.
      if (asksForToken(error)) read();
      else failed(error);
    }
  };

  const start = (): Promise<Answers> => {
    const controller = new AbortController();
    away = null;
    become({ kind: "reading", bytes: 0, total: null });
    const first = connect(controller.signal);
    const answers = first.then(guarded).catch((error: unknown) => {
      throw controller.signal.aborted ? cancelled(mesh.name) : error;
    });
    answers.catch(() => {});
    asking = { controller, answers };
    void follow(asking, first);
    return answers;
  };

  const read = (): void => {
    asking?.controller.abort();
    start().then(
      () => listener.onNews([], true),
      () => {},
    );
  };

  return {
    source,
    session: async (signal) => {
      signal?.throwIfAborted();
      if (status.kind === "cancelled") throw cancelled(mesh.name);
      return untilAborted(asking?.answers ?? start(), signal);
    },
    noteProblem: () => {},
    state,
    read,
    cancel: () => {
      asking?.controller.abort();
      asking = null;
      become({ kind: "cancelled" });
    },
    close: () => asking?.controller.abort(),
  };
};
