import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSession, openSources } from "@meshaudit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAuthority, scratch } from "../testing/authority.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { startRunning, type Got, type Running, type Sent } from "../testing/running.ts";

const log = fileURLToPath(new URL("../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url));
const files = scratch();
const callers = clientAuthority();
const folder = join(files.folder, "page");
const prod = memoryStore("prod");
let running: Running;
let token: string;

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(folder, "app.js"), "export {}");
  writeFileSync(join(folder, "secret.key"), "secret");
  const session = openSession({
    sources: await openSources([log], { stdin: null, cwd: "/" }),
    mesh: "prod",
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });
  prod.open = { answers: session, close: async () => {} };
  const dashboard = { folder, random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)) };
  running = await startRunning(files, { meshes: [prod, memoryStore("staging")], dashboard }, files.write("callers.crt", callers.ca));
  token = await running.token("read", ["prod"]);
});
afterAll(async () => {
  await running.collector.stop();
  files.remove();
});

const ask = (path: string, sent: Sent = {}): Promise<Got> => running.ask(`/dashboard/${path}`, sent);
const signIn = (given: string, headers: { [name: string]: string } = {}): Promise<Got> =>
  ask("prod/api/v1/session", { body: JSON.stringify({ token: given }), headers });
const cookieOf = ({ headers }: Got): string => headers["set-cookie"]?.[0]?.split(";")[0] ?? "";

describe("the dashboard's page", () => {
  it("is for everybody, with its policy, below each mesh; no other file is", async () => {
    const page = await ask("prod/");
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect((await ask("prod/app.js")).headers["content-type"]).toBe("text/javascript; charset=utf-8");
    const bare = await ask("prod");
    expect([bare.status, bare.headers["location"]]).toEqual([308, "/dashboard/prod/"]);
    for (const path of ["", "prod/secret.key", "prod/..%2fcredentials.yaml", "prod/x/app.js", "prod/nothing"])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    expect((await ask("prod/app.js", { method: "PUT" })).status).toBe(405);
  });
});

describe("the dashboard's questions", () => {
  it("are answered to whoever signed in with a token that may read, by a cookie that only its page can send", async () => {
    const before = await ask("prod/api/v1/mesh");
    expect([before.status, before.json]).toMatchObject([401, { error: { code: "sign-in" } }]);
    const signed = await signIn(token);
    expect(signed.headers["set-cookie"]?.[0]).toMatch(/^meshaudit=[\w-]{43}; Path=\/dashboard\/; HttpOnly; SameSite=Strict; Secure$/);
    const headers = { cookie: `other=1; ${cookieOf(signed)}` };
    expect((await ask("prod/api/v1/mesh", { headers })).json).toMatchObject({ mesh: "prod", canQuery: false });
    const history = await ask("prod/api/v1/history?object=vs/bookinfo/reviews", { headers });
    expect((history.json as { result: { changes: object[] } }).result.changes).toHaveLength(9);
    expect((await ask("prod/api/v1/history?object=nonsense", { headers })).status).toBe(422);
    expect((await ask("staging/api/v1/mesh", { headers })).status).toBe(403);
    expect((await ask("nowhere/api/v1/mesh", { headers })).status).toBe(403);
    expect((await running.ask("/api/v1/meshes", { headers })).status).toBe(401);
  });

  it("are not answered to another page, whatever the browser sends along", async () => {
    const headers = { cookie: cookieOf(await signIn(token)) };
    const own = running.collector.url;
    expect((await ask("prod/api/v1/mesh", { headers: { ...headers, origin: own, "sec-fetch-site": "same-origin" } })).status).toBe(200);
    for (const more of [
      { origin: "https://evil.example.com" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "none" },
    ]) {
      expect([more, (await ask("prod/api/v1/mesh", { headers: { ...headers, ...more } })).status]).toEqual([more, 403]);
      expect((await signIn(token, { ...more } as { [name: string]: string })).status).toBe(403);
    }
  });

  it("are not answered to tokens that may not read, and not any more to one that was revoked", async () => {
    const write = await running.token("write", ["prod"]);
    expect((await signIn(`${token}x`)).status).toBe(401);
    const written = { cookie: cookieOf(await signIn(write)) };
    expect((await ask("prod/api/v1/mesh", { headers: written })).status).toBe(403);
    const short = await running.token("read", ["prod"], "short");
    const headers = { cookie: cookieOf(await signIn(short)) };
    expect((await ask("prod/api/v1/mesh", { headers })).status).toBe(200);
    const text = readFileSync(running.credentialFile, "utf8");
    const hash = [...text.matchAll(/tokenSHA256: ([0-9a-f]{64})/g)].at(-1)?.[1] ?? "";
    writeFileSync(running.credentialFile, text.replace(hash, "f".repeat(64)));
    await expect.poll(async () => (await ask("prod/api/v1/mesh", { headers })).status).toBe(401);
  });

  it("are answered to a client certificate that may read, without a session", async () => {
    const text = readFileSync(running.credentialFile, "utf8");
    writeFileSync(
      running.credentialFile,
      `${text.trimEnd()}\n  - { name: auditors, role: read, meshes: ["*"], certificate: { organization: auditors } }\n`,
    );
    const certificate = callers.issue("carol@example.com", "auditors");
    await expect.poll(async () => (await ask("prod/api/v1/mesh", { certificate })).status).toBe(200);
  });

  it("leave no token and no cookie in the log", async () => {
    const cookie = cookieOf(await signIn(token));
    await ask("prod/api/v1/mesh", { headers: { cookie } });
    expect(JSON.stringify(running.lines)).not.toContain(token);
    expect(JSON.stringify(running.lines)).not.toContain(cookie.split("=")[1]);
    expect(running.lines.some(({ question }) => question === "dashboard mesh")).toBe(true);
  });
});

describe("a collector without credentials", () => {
  it("has no dashboard: pages may not ask it", async () => {
    const dashboard = { folder, random: (bytes: number) => new Uint8Array(bytes) };
    const open = await startRunning(files, { meshes: [memoryStore("dev")], dashboard, access: { file: null, credentials: [] } });
    expect((await open.ask("/dashboard/dev/")).status).toBe(403);
    await open.collector.stop();
  });
});
