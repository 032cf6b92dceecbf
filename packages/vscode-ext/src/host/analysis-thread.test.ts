import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { Ask } from "../protocol/call.ts";
import { analysisThread, type StartedThread } from "./analysis-thread.ts";

/** A thread that answers each question with its name, and dies when it is asked to read. */
const fakeThread = (number: number, said: string[]): StartedThread => {
  const events = new EventEmitter();
  const answer = ({ id, name }: { id: number; name: string }): void => {
    said.push(`${number} ${name}`);
    if (name === "read") events.emit("error", new Error("out of memory"));
    else events.emit("message", { type: "answer", id, output: null });
  };
  return {
    on: (event: string, listener: (...args: never[]) => void) => events.on(event, listener as () => void),
    postMessage: (message) => queueMicrotask(() => answer(message as { id: number; name: string })),
    terminate: async () => said.push(`${number} terminated`),
  };
};

const start = (onStart: (ask: Ask, again: boolean) => Promise<void>) => {
  const said: string[] = [];
  let threads = 0;
  let now = 0;
  const listeners = { meshState: () => {}, news: () => {}, tokenWanted: () => {}, log: () => {} };
  const thread = analysisThread({ start: async () => fakeThread(++threads, said), onStart, clock: () => now }, listeners);
  const die = (): Promise<unknown> => thread.ask("read", { mesh: "log" }).catch((error: Error) => error.message);
  return { said, thread, die, pass: (ms: number) => (now += ms), threads: () => threads };
};

describe("the thread of the analysis", () => {
  it("is told all it has to know before any question, also the one that comes after one that died", async () => {
    const { said, thread, die } = start(async (ask, again) => {
      await ask("closeFile", again ? "again" : "first");
    });
    await thread.ask("contexts", null);
    expect(await die()).toBe("out of memory");
    await thread.ask("contexts", null);
    expect(said).toEqual(["1 closeFile", "1 contexts", "1 read", "2 closeFile", "2 contexts"]);
  });

  it("says whether another one died", async () => {
    const told: boolean[] = [];
    const { thread, die } = start(async (_, again) => void told.push(again));
    await die();
    await thread.ask("contexts", null);
    expect(told).toEqual([false, true]);
  });

  it("is left alone for a minute when it died three times within one", async () => {
    const { die, pass, threads } = start(async () => {});
    for (let times = 0; times < 3; times++) {
      await die();
      pass(10_000);
    }
    expect(await die()).toContain("3 times within a minute");
    expect(threads()).toBe(3);
    pass(30_000);
    expect(await die()).toBe("out of memory");
    expect(threads()).toBe(4);
  });

  it("is started anew when it could not be told what it has to know", async () => {
    let tries = 0;
    const { thread, said } = start(async () => {
      if (++tries === 1) throw new Error("no settings");
    });
    await expect(thread.ask("contexts", null)).rejects.toThrow("no settings");
    await thread.ask("contexts", null);
    expect(said).toEqual(["1 terminated", "2 contexts"]);
  });

  it("is not started any more once it was stopped", async () => {
    const { thread, threads } = start(async () => {});
    await thread.ask("contexts", null);
    await thread.stop();
    await expect(thread.ask("contexts", null)).rejects.toThrow("ended");
    expect(threads()).toBe(1);
  });
});
