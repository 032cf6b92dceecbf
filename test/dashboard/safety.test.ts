import { request as httpRequest } from "node:http";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { bookshop, serveDashboard } from "./serve-dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

const hostile = [
  `<img src=x onerror="window.pwned=1">`,
  `"><script>window.pwned=2</script>`,
  '=HYPERLINK("http://evil.example.com","a")',
  "javascript:window.pwned=3",
  "\u001b[31mred\u202egnp.exe",
  "</script><svg onload=window.pwned=4>",
];

/** An event in which a stranger wrote every text. */
const event = (index: number): object => {
  const text = hostile[index % hostile.length] ?? "";
  const time = new Date(Date.UTC(2026, 10, 24, 12, 0, index)).toISOString().replace("Z", "000Z");
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "RequestResponse",
    auditID: `${index}-${text}`,
    stage: "ResponseComplete",
    requestURI: `/apis/networking.istio.io/v1/namespaces/x/virtualservices/${text}`,
    verb: "create",
    user: { username: text, groups: [text] },
    sourceIPs: ["8.8.8.8"],
    userAgent: text,
    objectRef: {
      resource: "virtualservices",
      namespace: text,
      name: text,
      apiGroup: "networking.istio.io",
      apiVersion: "v1",
      uid: `${index}`,
    },
    responseStatus: { code: 201, message: text, reason: text },
    responseObject: {
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: {
        name: text,
        namespace: text,
        uid: `${index}`,
        resourceVersion: `${index + 1}`,
        generation: 1,
        annotations: { [text]: text },
      },
      spec: { hosts: [text], http: [{ name: text, route: [{ destination: { host: text } }] }] },
    },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": text },
  };
};

const folder = mkdtempSync(join(tmpdir(), "meshaudit-hostile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const dashboard = useDashboard(() => {
  const path = join(folder, "audit.log");
  writeFileSync(path, Array.from({ length: 24 }, (_, index) => `${JSON.stringify(event(index))}\n`).join(""));
  return path;
});

const object = encodeURIComponent(`virtualservices.networking.istio.io/${hostile[0]}/${hostile[0]}`);
const views = [
  "overview",
  "operation-audit",
  `operation-audit?subject=${encodeURIComponent(hostile[0] ?? "")}`,
  "operation-overview",
  "operation-details?subject=VirtualService",
  "timeline",
  `object?subject=${object}`,
  `overview?request=${encodeURIComponent(`0-${hostile[0]}`)}`,
  `query?query=${encodeURIComponent("*")}`,
  `query?query=${encodeURIComponent("* | SELECT user.username, userAgent, requestURI FROM requests")}`,
  `overview?namespace=${encodeURIComponent(hostile[1] ?? "")}&user=${encodeURIComponent(hostile[0] ?? "")}`,
];

describe("text that a stranger wrote", () => {
  it.each(views)("is text alone on %s", async (view) => {
    const { page, open } = dashboard();
    await open(view);
    await page.locator("main").waitFor();
    expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect(await page.locator("#app img, #app script, a[href^='javascript:'], dialog img").count()).toBe(0);
    const text = await page.locator("body").innerText();
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });

  it("comes from where the map shows it, which is loaded when it is drawn", async () => {
    const { page, open, served } = dashboard();
    const [map] = await Promise.all([page.waitForResponse(`${served.base}world.json`), open("overview").then(() => page.reload())]);
    expect(map.status()).toBe(200);
    await page.locator("path.land.s5").waitFor();
    expect(await page.locator(".world-list").innerText()).toMatch(/United States\s+24/);
  });

  it("is no formula in what is exported", async () => {
    const { page, open } = dashboard();
    await open(`query?query=${encodeURIComponent("* | SELECT user.username FROM requests")}`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    expect(lines.filter((line) => /^"?[=+@-]/.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith(`"'=HYPERLINK`))).toBe(true);
  });
});

/** Asks as any program of this machine can. */
const asked = (
  url: string,
  headers: { [name: string]: string },
  method = "GET",
  body = "",
): Promise<{ status: number; text: string; cookie: string }> =>
  new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, cookie: response.headers["set-cookie"]?.[0] ?? "" }));
    });
    sent.on("error", reject);
    sent.end(body);
  });

describe("who may ask", () => {
  it("is whoever brings the token first, and nobody without its cookie", async () => {
    const served = await serveDashboard(bookshop);
    let stopped: Promise<number | null> | null = null;
    const stop = (): Promise<number | null> => (stopped ??= served.stop());
    onTestFinished(async () => void (await stop()));
    const token = served.url.split("#token=")[1] ?? "";
    const api = `${served.base}api/v1/`;
    const json = { "Content-Type": "application/json" };
    const exchange = (given: string) => asked(`${api}session`, json, "POST", JSON.stringify({ token: given }));
    expect((await asked(`${api}mesh`, {})).status).toBe(401);
    expect((await exchange("another")).status).toBe(401);
    const { status, cookie } = await exchange(token);
    expect(status).toBe(200);
    expect(cookie).toMatch(/^meshaudit-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await exchange(token)).status).toBe(401);
    const mine = { Cookie: cookie.split(";")[0] ?? "" };
    expect((await asked(`${api}mesh`, mine)).status).toBe(200);
    expect((await asked(`${api}mesh`, { Cookie: `${mine.Cookie}x` })).status).toBe(401);
    expect(await stop()).toBe(0);
  });

  it("is no other page, whatever name leads it here", async () => {
    const { served } = dashboard();
    const api = `${served.base}api/v1/mesh`;
    expect((await asked(served.base, { Host: "evil.example.com" })).status).toBe(403);
    expect((await asked(api, { Host: `evil.example.com:${new URL(served.base).port}` })).status).toBe(403);
    expect((await asked(api, { Origin: "http://evil.example.com" })).status).toBe(403);
    expect((await asked(api, { Origin: "null" })).status).toBe(403);
    expect((await asked(api, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await asked(api, { "Sec-Fetch-Site": "same-site" })).status).toBe(403);
  });

  it("gets the page's files and no other", async () => {
    const { served } = dashboard();
    expect((await asked(`${served.base}app.js`, {})).status).toBe(200);
    for (const path of ["../program.cjs", "%2e%2e/program.cjs", "..%2fprogram.cjs", "//etc/passwd", "app.js%00", "nothing.js"]) {
      expect([path, (await asked(`${served.base}${path}`, {})).status]).toEqual([path, 404]);
    }
  });

  it("says to a second browser what to do", async () => {
    const { served, context } = dashboard();
    const browser = context.browser();
    const other = await browser?.newContext();
    const page = await other?.newPage();
    await page?.goto(served.url);
    expect(await page?.getByRole("alert").innerText()).toMatch(/opened before[\s\S]*kubectl meshaudit dashboard/);
    await other?.close();
  });
});
