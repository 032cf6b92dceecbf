import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askCollector } from "./ask-collector.ts";

/** What the server answers next. */
let next: { status: number; body: string } = { status: 200, body: "{}" };
const server = createServer((_, response) => response.writeHead(next.status).end(next.body));
let url = "";
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const ask = (status: number, body: object | string): Promise<unknown> => {
  next = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  return askCollector({ url, token: null, ca: null, timeout: 5000 })("/api/v1/meshes", null);
};
const refusal = (code: string, message: string): object => ({ error: { code, message } });

describe("a collector that gives no answer", () => {
  it.each([
    [400, refusal("bad-request", "the arguments of history: no query"), "does not understand the question: the arguments of", "version"],
    [404, refusal("unknown-mesh", "no mesh of that name is kept here"), "does not have this mesh: no mesh of that name", "?mesh=NAME"],
    [404, "<html>not found</html>", "answered 404", "may be no collector"],
    [401, refusal("no-credential", "a token is asked for"), "does not know the token", "credentials"],
    [403, refusal("wrong-role", "this credential may not read"), "does not let this token ask", "a token for reading"],
    [503, refusal("busy", "too many questions at once"), "cannot answer now", "in a moment"],
    [200, "no JSON", "answered 200", "may be no collector"],
  ])("says why, and what to do: %i %j", async (status, body, message, hint) => {
    await expect(ask(status, body)).rejects.toMatchObject({
      code: "source-unreadable",
      message: expect.stringContaining(`the collector ${url} ${message}`) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it("gives the session's own errors as they are", async () => {
    const error = { code: "window-empty", message: "the log has no event in this time", hint: "it has events of another" };
    await expect(ask(422, { error })).rejects.toMatchObject(error);
  });
});
