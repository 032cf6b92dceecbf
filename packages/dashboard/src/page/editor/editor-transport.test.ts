import { describe, expect, it } from "vitest";
import type { FromPage } from "../../protocol/editor-messages.ts";
import { editorTransport } from "./editor-transport.ts";

const question = { path: "report", parameters: new URLSearchParams({ report: "overview" }), body: null };

const start = () => {
  const posted: FromPage[] = [];
  let tell: (value: unknown) => void = () => {};
  const ask = editorTransport(
    (message) => posted.push(message),
    (listener) => (tell = listener),
  );
  return { ask, posted, tell: (value: unknown) => tell(value) };
};

describe("questions to the editor", () => {
  it("are answered each by its own reply, in any order", async () => {
    const { ask, posted, tell } = start();
    const signal = new AbortController().signal;
    const answers = [ask(question, signal), ask({ ...question, path: "mesh" }, signal)];
    expect(posted.map((message) => message.type === "ask" && message.path)).toEqual(["report", "mesh"]);
    tell({ type: "reply", id: 2, reply: { status: 200, body: { second: true } } });
    tell({ type: "reply", id: 1, reply: { status: 422, body: { first: true } } });
    expect(await Promise.all(answers)).toEqual([
      { status: 422, body: { first: true } },
      { status: 200, body: { second: true } },
    ]);
  });

  it("are given up with their signal, of which the editor is told", async () => {
    const { ask, posted, tell } = start();
    const controller = new AbortController();
    const answer = ask(question, controller.signal);
    controller.abort();
    await expect(answer).rejects.toThrow();
    expect(posted.at(-1)).toEqual({ type: "cancel", id: 1 });
    tell({ type: "reply", id: 1, reply: { status: 200, body: {} } });
  });

  it("take nothing else for a reply", async () => {
    const { ask, tell } = start();
    const answer = ask(question, new AbortController().signal);
    for (const other of [null, "reply", { type: "reply" }, { type: "reply", id: "1", reply: {} }, { type: "other", id: 1 }]) tell(other);
    tell({ type: "reply", id: 1, reply: { status: 200, body: {} } });
    expect(await answer).toEqual({ status: 200, body: {} });
  });
});
